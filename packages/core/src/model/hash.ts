import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** Node's crypto module, which is many times faster than the portable code. Undefined in a browser. */
const native = globalThis.process?.getBuiltinModule?.('node:crypto');

const encoder = new TextEncoder();

function hash(bytes: Uint8Array): Uint8Array {
  return native
    ? new Uint8Array(native.hash('sha256', bytes, 'buffer'))
    : sha256(bytes);
}

/** Returns the SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return native?.hash('sha256', text) ?? bytesToHex(hash(encoder.encode(text)));
}

/** Returns the SHA-256 of the parts. Each part is prefixed with its length, so that `ab`+`c` and `a`+`bc` differ. */
function hashParts(parts: string[]): Uint8Array {
  // UTF-8 needs at most 3 bytes for each UTF-16 code unit.
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

/** Returns the SHA-256 of the parts, each prefixed with its length, in hexadecimal digits. */
export function hashPartsHex(parts: string[]): string {
  return bytesToHex(hashParts(parts));
}

/** The number of digits at the start of an ID that depend on its place. */
const PLACE_DIGITS = 4;

const DIGITS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Returns an opaque, deterministic ID that is safe in a URL: 4 digits for the place of an object, such as its namespace, and 20 for the object, in
 * base64url. Scans write the objects of one place together. With a common ID prefix, they are also close together in each index, so that the database
 * writes far fewer pages.
 */
export function hashId(place: string, parts: string[]): string {
  return placeDigits(place) + digitsOf(parts);
}

/** Returns the ID of an object that belongs to another object, in the same place. */
export function hashIdBeside(id: string, parts: string[]): string {
  return id.slice(0, PLACE_DIGITS) + digitsOf(parts);
}

/**
 * Two places can have the same digits: they only decide where rows are stored. Source: "The FNV Non-Cryptographic Hash Algorithm", IETF, on FNV-1a.
 */
function placeDigits(place: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < place.length; at += 1) {
    value = Math.imul(value ^ place.charCodeAt(at), 0x01000193);
  }
  return [26, 20, 14, 8].map(bits => DIGITS[(value >>> bits) & 63]).join('');
}

/** Returns the first 15 bytes of the parts' hash in base64url. 15 bytes need no padding. */
function digitsOf(parts: string[]): string {
  const bytes = hashParts(parts).subarray(0, 15);
  return native
    ? Buffer.from(bytes).toString('base64url')
    : btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_');
}
