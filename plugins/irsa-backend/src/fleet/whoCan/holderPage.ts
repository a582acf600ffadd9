import { InputError } from '@backstage/errors';
import type { AccessHolder, RoleUse } from '@backstage-irsa/core/model';
import type {
  AccessDecision,
  AccessPath,
  UserPolicies,
} from '@backstage-irsa/core/permissions';

/** Somebody who can do it. */
export interface Holder extends AccessPath {
  /** Tells the holders of an answer apart. */
  id: string;
  /** Of the role or user whose policies decide. */
  principalId: string;
  use?: RoleUse;
  serviceAccountId?: string;
  /** Of pods. */
  cluster?: string;
  /** What decides, where that is not the decision about its principal. */
  own?: AccessDecision;
  /** Whether it is not known that it can take the last step. */
  isUnknown?: boolean;
  /** Why it is not known. */
  unknownReason?: string;
  /** Of a user. */
  groups?: UserPolicies['groups'];
}

/** The kinds of holders in the order of an answer. */
const KINDS: AccessHolder['kind'][] = [
  'pod',
  'role',
  'user',
  'people',
  'service',
  'account',
];

/** By kind, then by name. */
export function byKind(a: Holder, b: Holder): number {
  return compare(keyOf(a), keyOf(b));
}

/** How many there are of each kind of which there are any. */
export function countKinds(
  holders: Holder[],
): { kind: AccessHolder['kind']; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of holders) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return KINDS.flatMap(kind => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

/**
 * One page of holders in the order of `byKind`.
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

function keyOf({ kind, name, id }: Holder): string[] {
  return [String(KINDS.indexOf(kind)), name, id];
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
