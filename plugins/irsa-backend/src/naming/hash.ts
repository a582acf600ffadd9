import { createHash } from 'node:crypto';

/** SHA-256 over the parts, each with its length before it, so that `ab`+`c` and `a`+`bc` differ. */
export function hashParts(parts: string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest();
}
