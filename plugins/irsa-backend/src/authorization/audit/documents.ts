import { createHash } from 'node:crypto';
import type { ChangedDocument } from '@backstage-irsa/core/model';
import type { NewWrite } from './types';

/** Returns the JSON of a value with sorted keys, so that equal values have equal text (RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, of]) => of !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => `${JSON.stringify(key)}:${canonicalJson(of)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Returns the SHA-256 digest of a value's canonical JSON, in hexadecimal digits. */
export function canonicalDigest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

const digestOrNull = (value: unknown) =>
  value === null ? null : canonicalDigest(value);

/** Returns the documents of a write, with digests of the state before and after. */
export function documentsOf({ diff }: NewWrite): ChangedDocument[] {
  return diff.map(({ field, before = null, after = null }) => ({
    field,
    before,
    after,
    digestBefore: digestOrNull(before),
    digestAfter: digestOrNull(after),
  }));
}
