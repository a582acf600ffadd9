import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 over the parts, each with its length before it, so that `ab`+`c` and `a`+`bc` differ. */
function hashParts(parts: string[]): Uint8Array {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = utf8ToBytes(part);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest();
}

/** SHA-256 over the parts, each with its length before it, in hexadecimal digits. */
export function hashPartsHex(parts: string[]): string {
  return bytesToHex(hashParts(parts));
}

/** The first 16 bytes of the same hash in base64url: an opaque id that may stand in a URL. */
export function hashId(parts: string[]): string {
  return btoa(String.fromCharCode(...hashParts(parts).subarray(0, 16)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
