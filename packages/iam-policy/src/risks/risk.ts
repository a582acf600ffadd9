import type { RequestContext } from '../evaluate/types';
import type { Access } from '../effective/access';
import type { Allowance } from '../effective/allowance';
import type { Grant } from '../effective/grant';
import { isEverything, type Resources } from '../effective/resources';
import type { StatementRef } from '../effective/types';
import type { Risk } from './types';

/** What the rules ask. */
export interface RiskQuestions {
  access: Access;
  /** The same policies, for requests in which some condition keys, in lower case, are known. */
  accessWith(context: RequestContext): Access;
}

/** One question about what a principal's policies grant. */
export type RiskRule = (questions: RiskQuestions) => Risk[];

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
  return granted(actions, action =>
    access.of(action).allowances.filter(isBroad),
  );
}

/** Which of the actions are granted on anything at all. */
export function grantedAtAll(
  access: Access,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action => access.of(action).allowances);
}

/** The places of grants, each once. */
export function evidenceOf(grants: Grant[]): StatementRef[] {
  return [...new Map(grants.map(({ id, ref }) => [id, ref])).values()];
}

// Enough to know what it is about; the permissions have the rest.
const MOST_NAMES = 6;

/** Names in a sentence: `a, b and 3 more`. */
export function some(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function granted(
  actions: readonly string[],
  allowancesOf: (action: string) => Allowance[],
): GrantedActions {
  const found = actions
    .map(action => ({ action, allowances: allowancesOf(action) }))
    .filter(({ allowances }) => allowances.length > 0);
  return {
    actions: found.map(({ action }) => action),
    grants: found.flatMap(({ allowances }) =>
      allowances.flatMap(({ grants }) => grants),
    ),
  };
}

// `arn:aws:iam::111122223333:role/*` is every role. In S3 the part before the slash is a bucket, not a kind of resource.
const ALL_OF_A_KIND = /^arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:([\w-]+[:/])?\*$/;
const ALL_BUCKETS = /^arn:[^:]*:s3:[^:]*:[^:]*:\*(\/\*)?$/;

function isBroad({ resources, conditions }: Allowance): boolean {
  return conditions.length === 0 && resources.some(isMostOf);
}

function isMostOf(resources: Resources): boolean {
  if (resources.kind === 'all-but' || isEverything(resources)) return true;
  const { text } = resources;
  return ALL_OF_A_KIND.test(text) || ALL_BUCKETS.test(text);
}
