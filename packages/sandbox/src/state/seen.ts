import type { Account } from './account';
import type { PropagationDelays } from './propagation';
import type { World } from './world';

/** Returns the world with its accounts as they are visible at `now` with the delay of the kind `by`. */
export function seenWorld(
  world: World,
  by: keyof PropagationDelays,
  now: Date,
): World {
  return {
    ...world,
    accounts: new Map(
      [...world.accounts].map(([id, account]) => [
        id,
        world.propagation.seen(account, by, now),
      ]),
    ),
  };
}

/** Returns the account with the tags of its roles and policies as conditions see them at `now`. */
export function withSeenTags(
  { propagation }: World,
  account: Account,
  now: Date,
): Account {
  const before = propagation.seen(account, 'tags', now);
  if (before === account) return account;
  return {
    ...account,
    roles: tagsOf(account.roles, before.roles),
    policies: tagsOf(account.policies, before.policies),
  };
}

function tagsOf<T extends { tags: object[] }>(
  objects: Map<string, T>,
  before: Map<string, T>,
): Map<string, T> {
  return new Map(
    [...objects].map(([key, object]) => [
      key,
      { ...object, tags: before.get(key)?.tags ?? [] },
    ]),
  );
}
