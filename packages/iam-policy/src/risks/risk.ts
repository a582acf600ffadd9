import { asList } from '../document/shape';
import type { Access, Grant } from '../summary/access';
import type { Risk, RiskEvidence } from './types';

/** One question about what a principal's policies grant. */
export type RiskRule = (access: Access) => Risk[];

/** Some of a list of actions, with what grants them. */
export interface GrantedActions {
  actions: string[];
  grants: Grant[];
}

/** Which of the actions are granted on all, or all of a kind of, resources, without conditions. */
export function grantedBroadly(
  access: Access,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action => {
    const { grants, limits } = access.of(action);
    return limits && !limits.some(isBroad) ? [] : grants.filter(isBroad);
  });
}

/** Which of the actions are granted on anything at all. */
export function grantedAtAll(
  access: Access,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action => access.of(action).grants);
}

/** The places of grants, each once. */
export function evidenceOf(grants: Grant[]): RiskEvidence[] {
  return [...new Set(grants)].map(({ policy, statement }) => ({
    policy,
    statement,
  }));
}

function granted(
  actions: readonly string[],
  grantsOf: (action: string) => Grant[],
): GrantedActions {
  const found = actions
    .map(action => ({ action, grants: grantsOf(action) }))
    .filter(({ grants }) => grants.length > 0);
  return {
    actions: found.map(({ action }) => action),
    grants: found.flatMap(({ grants }) => grants),
  };
}

// `arn:aws:iam::111122223333:role/*` is every role. In S3 the part before the slash is a bucket, not a kind of resource.
const ALL_OF_A_KIND = /^arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:([\w-]+[:/])?\*$/;
const ALL_BUCKETS = /^arn:[^:]*:s3:[^:]*:[^:]*:\*(\/\*)?$/;

function isBroad({ raw, everywhere }: Grant): boolean {
  if (everywhere) return true;
  if (Object.keys(raw.Condition ?? {}).length > 0) return false;
  if (raw.NotResource !== undefined) return true;
  return asList(raw.Resource).some(
    pattern => ALL_OF_A_KIND.test(pattern) || ALL_BUCKETS.test(pattern),
  );
}
