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

/** An id begins with so many digits of its place. */
const PLACE_DIGITS = 4;

const DIGITS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * An opaque, deterministic id that may stand in a URL: four digits for the place of a thing, such as a namespace, and twenty for the thing, in base64url.
 * Scans write what is in one place together. With ids that begin alike it is together in each index too, so that a database writes far fewer pages.
 */
export function hashId(place: string, parts: string[]): string {
  return placeDigits(place) + digitsOf(parts);
}

/** The id of something that belongs to another thing, in the same place. */
export function hashIdBeside(id: string, parts: string[]): string {
  return id.slice(0, PLACE_DIGITS) + digitsOf(parts);
}

/** Two places may have the same digits: they only decide where rows are stored. Source: "The FNV Non-Cryptographic Hash Algorithm", IETF, on FNV-1a. */
function placeDigits(place: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < place.length; at += 1) {
    value = Math.imul(value ^ place.charCodeAt(at), 0x01000193);
  }
  return [26, 20, 14, 8].map(bits => DIGITS[(value >>> bits) & 63]).join('');
}

/** Of 15 bytes of their hash, which need no padding. */
function digitsOf(parts: string[]): string {
  const bytes = hashParts(parts).subarray(0, 15);
  return native
    ? Buffer.from(bytes).toString('base64url')
    : btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_');
}
