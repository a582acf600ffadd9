import { withNegation } from './operator';

/** An address as bytes: 4 for IPv4, 16 for IPv6. */
type Address = number[];

/**
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address condition operators.
 */
export const ipAddressOperators = withNegation(
  { name: 'IpAddress', says: 'is in' },
  { name: 'NotIpAddress', says: 'is not in' },
  {
    compile: wanted => {
      const range = readRange(wanted);
      return actual => {
        const address = readAddress(actual);
        return (
          range !== undefined &&
          address !== undefined &&
          contains(range, address)
        );
      };
    },
    isReadable: wanted => readRange(wanted) !== undefined,
  },
);

/** Reads a range such as `203.0.113.0/24` or `2001:db8::/32`. A single address is a range of one address. */
export function readRange(
  text: string,
): { address: Address; bits: number } | undefined {
  const [base, length, ...rest] = text.split('/');
  const address = readAddress(base);
  if (!address || rest.length > 0) return undefined;
  const all = address.length * 8;
  if (length === undefined) return { address, bits: all };
  if (!/^\d{1,3}$/.test(length) || Number(length) > all) return undefined;
  return { address, bits: Number(length) };
}

/** Checks whether a range contains an address. */
export function contains(
  range: { address: Address; bits: number },
  address: Address,
): boolean {
  if (address.length !== range.address.length) return false;
  return address.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, range.bits - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === (range.address[index] & mask);
  });
}

function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  if (!parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.map(Number);
}

function readIpv6(text: string): Address | undefined {
  const [head, tail, ...rest] = text.split('::').map(readGroups);
  if (!head || rest.length > 0) return undefined;
  if (!text.includes('::')) return head.length === 16 ? head : undefined;
  if (!tail) return undefined;
  const gap = 16 - head.length - tail.length;
  return gap >= 2
    ? [...head, ...Array<number>(gap).fill(0), ...tail]
    : undefined;
}

// The last group can be an IPv4 address.
function readGroups(text: string): Address | undefined {
  if (text === '') return [];
  const bytes: Address = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const ipv4 = index === groups.length - 1 ? readIpv4(group) : undefined;
    if (!ipv4) return undefined;
    bytes.push(...ipv4);
  }
  return bytes;
}
