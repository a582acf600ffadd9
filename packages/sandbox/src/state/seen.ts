import type { Account, IamRole } from './account';
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

/** Returns the account with the tags of its roles and policies, and the boundaries of its roles, as conditions see them at `now`. */
export function seenByConditions(
  { propagation }: World,
  account: Account,
  now: Date,
): Account {
  const tagged = propagation.seen(account, 'tags', now);
  const bounded = propagation.seen(account, 'permissions', now);
  if (tagged === account && bounded === account) return account;
  return {
    ...account,
    roles: changed(account.roles, (role, name) => ({
      ...role,
      tags: tagged.roles.get(name)?.tags ?? [],
      permissionsBoundaryArn: bounded.roles.get(name)?.permissionsBoundaryArn,
    })),
    policies: changed(account.policies, (policy, arn) => ({
      ...policy,
      tags: tagged.policies.get(arn)?.tags ?? [],
    })),
  };
}

/** Returns a role, and its account, with the policies that count at `now`. A role that is too new has none. */
export function seenPermissions(
  { propagation }: World,
  { account, role }: { account: Account; role: IamRole },
  now: Date,
): { account: Account; role: IamRole } {
  const seen = propagation.seen(account, 'permissions', now);
  if (seen === account) return { account, role };
  const before = seen.roles.get(role.name.toLowerCase());
  return {
    account: seen,
    role:
      before?.id === role.id
        ? before
        : { ...role, attachedPolicyArns: [], inlinePolicies: new Map() },
  };
}

function changed<T>(
  objects: Map<string, T>,
  change: (object: T, key: string) => T,
): Map<string, T> {
  return new Map(
    [...objects].map(([key, object]) => [key, change(object, key)]),
  );
}
