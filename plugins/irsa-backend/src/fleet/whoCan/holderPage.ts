import { InputError } from '@backstage/errors';
import type { AccessHolder, RoleUse } from '@backstage-irsa/core/model';
import type {
  AccessDecision,
  AccessPath,
  UserPolicies,
} from '@backstage-irsa/core/permissions';
import { digestOf } from '../../database/digest';

/** One entry of an answer: who can do the action. */
export interface Holder extends AccessPath {
  /** Unique among the holders of an answer. */
  id: string;
  /** The ID of the role or user whose policies decide. */
  principalId: string;
  use?: RoleUse;
  serviceAccountId?: string;
  /** The cluster of pods. Absent for other kinds. */
  cluster?: string;
  /** The decision about the holder itself, if it differs from the decision about its principal. */
  own?: AccessDecision;
  /** Whether it is unknown if the holder can take the last step. */
  isUnknown?: boolean;
  /** Why it is unknown. */
  unknownReason?: string;
  /** The groups that give a user its policies. */
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

/** The number of characters of a name by which holders are sorted: cursors contain them and must stay short, and names in clusters can be long. */
const MOST_IN_KEY = 150;

/** Compares holders by kind, then by name. */
export function byKind(a: Holder, b: Holder): number {
  return compare(keyOf(a), keyOf(b));
}

/** Counts the holders of each kind. Kinds without holders are absent. */
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
 * Returns one page of holders in the order of `byKind`.
 *
 * @throws InputError - if no page returned the cursor.
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
  return [
    String(KINDS.indexOf(kind)),
    name.slice(0, MOST_IN_KEY),
    id.length > MOST_IN_KEY ? digestOf(id) : id,
  ];
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
