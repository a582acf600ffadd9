import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** Node's own, many times as fast; a browser has none. */
const native = globalThis.process?.getBuiltinModule?.('node:crypto');

const encoder = new TextEncoder();

function hash(bytes: Uint8Array): Uint8Array {
  return native
    ? new Uint8Array(native.createHash('sha256').update(bytes).digest())
    : sha256(bytes);
}

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(hash(encoder.encode(text)));
}

/** SHA-256 over the parts, each with its length before it, so that `ab`+`c` and `a`+`bc` differ. */
function hashParts(parts: string[]): Uint8Array {
  const encoded = parts.map(part => encoder.encode(part));
  const size = encoded.reduce((sum, { length }) => sum + 4 + length, 0);
  const joined = new Uint8Array(size);
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const bytes of encoded) {
    view.setUint32(at, bytes.length);
    joined.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return hash(joined);
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
