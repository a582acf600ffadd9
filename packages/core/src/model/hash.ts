import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** Node's own, many times as fast; a browser has none. */
const native = globalThis.process?.getBuiltinModule?.('node:crypto');

const encoder = new TextEncoder();

function hash(bytes: Uint8Array): Uint8Array {
  return native
    ? new Uint8Array(native.hash('sha256', bytes, 'buffer'))
    : sha256(bytes);
}

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return native?.hash('sha256', text) ?? bytesToHex(hash(encoder.encode(text)));
}

/** SHA-256 over the parts, each with its length before it, so that `ab`+`c` and `a`+`bc` differ. */
function hashParts(parts: string[]): Uint8Array {
  // UTF-8 has three bytes at most for each unit of UTF-16.
  const most = parts.reduce((sum, { length }) => sum + 4 + 3 * length, 0);
  const joined = new Uint8Array(most);
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const part of parts) {
    const { written } = encoder.encodeInto(part, joined.subarray(at + 4));
    view.setUint32(at, written);
    at += 4 + written;
  }
  return hash(joined.subarray(0, at));
}

/** SHA-256 over the parts, each with its length before it, in hexadecimal digits. */
export function hashPartsHex(parts: string[]): string {
  return bytesToHex(hashParts(parts));
}

/** The first 16 bytes of the same hash in base64url: an opaque id that may stand in a URL. */
export function hashId(parts: string[]): string {
  const id = hashParts(parts).subarray(0, 16);
  return native
    ? Buffer.from(id).toString('base64url')
    : btoa(String.fromCharCode(...id))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
}
