import type { Allowance } from '../effective/allowance';
import { textOf } from '../effective/resources';

/** The maximum number of limited parts to list. */
const MOST_PARTS = 500;

/**
 * Returns what is granted under a name, such as an action: one text for each resource pattern. Each further line of a text is a condition, or an
 * exception.
 */
export function coverageOf(name: string, allowances: Allowance[]): string[] {
  return allowances.flatMap(({ resources, conditions, except }) =>
    resources.map(item => {
      const but = item.kind === 'all-but' ? item.patterns : [];
      return [
        `${name} on ${item.kind === 'all-but' ? '*' : item.text}`,
        ...[...but, ...except].map(other => `not on ${textOf(other)}`),
        ...conditions,
      ]
        .map(line => line.replace(/\s+/g, ' '))
        .join('\n');
    }),
  );
}

/** Returns what is granted under a name on all resources, and so under every condition. */
export function everywhere(name: string): string {
  return `${name} on *`;
}

/**
 * Returns an extent: each text once, in an order that does not depend on the order of statements. Of too many limited parts, it has only a checksum,
 * which shows that they changed.
 */
export function extentOf(names: string[], limited: string[]): string[] {
  const parts = [...new Set(limited)];
  return [
    ...[...new Set(names)].sort(),
    ...(parts.length > MOST_PARTS
      ? [`${parts.length} parts with checksum ${checksumOf(parts)}`]
      : parts.sort()),
  ];
}

/** Source: "The FNV Non-Cryptographic Hash Algorithm", IETF, on FNV-1a. */
function checksumOf(texts: string[]): number {
  const sum = texts.reduce((total, text) => {
    let value = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) {
      value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    }
    return (total + value) | 0;
  }, 0);
  return sum >>> 0;
}
