import { contains, readRange } from './ip-address';

type Range = NonNullable<ReturnType<typeof readRange>>;

// RFC 1918 and RFC 4193. Addresses of these ranges belong to no stranger.
const PRIVATE = rangesOf([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
]);

/** The length of the largest IPv4 and IPv6 range that limits something, by the number of bits of an address. */
const LARGEST = new Map([
  [32, 8],
  [128, 32],
]);

/**
 * Checks whether ranges together have so many addresses that they are no real limit: more than a /8 of IPv4 or a /32 of IPv6. Private addresses do
 * not count.
 *
 * Source: Amazon S3 User Guide, "The meaning of public".
 */
export function areWide(texts: string[]): boolean {
  const ranges = rangesOf(texts).filter(
    range => !PRIVATE.some(whole => includes(whole, range)),
  );
  const distinct = ranges.filter(
    (range, at) =>
      !ranges.some(
        (other, index) =>
          index !== at &&
          includes(other, range) &&
          (index < at || !includes(range, other)),
      ),
  );
  return [...LARGEST].some(([length, bits]) => {
    const shares = distinct
      .filter(({ address }) => address.length * 8 === length)
      .map(range => 2 ** -range.bits);
    return shares.reduce((sum, share) => sum + share, 0) > 2 ** -bits;
  });
}

function rangesOf(texts: string[]): Range[] {
  return texts.flatMap(text => readRange(text) ?? []);
}

function includes(whole: Range, range: Range): boolean {
  return whole.bits <= range.bits && contains(whole, range.address);
}
