import { InputError } from '@backstage/errors';
import type { Holder } from './store/HolderStore';

/** By the name of the role, and what else tells holders apart. */
export function byRole(a: Holder, b: Holder): number {
  return compare(keyOf(a), keyOf(b));
}

/**
 * One page of holders in the order of `byRole`.
 *
 * @throws InputError - when the cursor is not one that a page returned.
 */
export function holderPage(
  holders: Holder[],
  { cursor, limit }: { cursor?: string; limit: number },
): { items: Holder[]; nextCursor?: string } {
  const after = cursor === undefined ? undefined : decode(cursor);
  const start = after
    ? holders.findIndex(holder => compare(keyOf(holder), after) > 0)
    : 0;
  const items = start === -1 ? [] : holders.slice(start, start + limit);
  const last = items[items.length - 1];
  return {
    items,
    ...(last &&
      start + items.length < holders.length && {
        nextCursor: Buffer.from(JSON.stringify(keyOf(last))).toString(
          'base64url',
        ),
      }),
  };
}

function keyOf({ roleName, roleId, serviceAccountId }: Holder): string[] {
  return [roleName, roleId, serviceAccountId ?? ''];
}

function compare(a: string[], b: string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return 0;
  return a[at] < b[at] ? -1 : 1;
}

function decode(cursor: string): string[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    key = undefined;
  }
  const isKey =
    Array.isArray(key) &&
    key.length === 3 &&
    key.every(part => typeof part === 'string');
  if (!isKey) {
    throw new InputError(
      'Invalid cursor. Use nextCursor of the previous page.',
    );
  }
  return key as string[];
}
