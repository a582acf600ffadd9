import type { RequestContext } from '../evaluate/types';
import type { Access } from '../effective/access';
import type { Allowance } from '../effective/allowance';
import type { Grant } from '../effective/grant';
import { isEverything, type Resources } from '../effective/resources';
import type { StatementRef } from '../effective/types';
import type { Risk } from './types';

/** The access questions that risk rules can ask. */
export interface RiskQuestions {
  access: Access;
  /** Returns the access by the same policies if some condition keys, in lower case, have known values. */
  accessWith(context: RequestContext): Access;
}

/** A rule that finds risks in what the policies of a principal grant. */
export type RiskRule = (questions: RiskQuestions) => Risk[];

/** The granted actions of a list, with the grants. */
export interface GrantedActions {
  actions: string[];
  grants: Grant[];
}

/** Returns the actions that are granted without conditions on all resources, or on all resources of a type. */
export function grantedBroadly(
  access: Access,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action =>
    access.of(action).allowances.filter(isBroad),
  );
}

/** Returns the actions that are granted on any resource. */
export function grantedAtAll(
  access: Access,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action => access.of(action).allowances);
}

/** Returns the statements of the grants, each once. */
export function evidenceOf(grants: Grant[]): StatementRef[] {
  return [...new Map(grants.map(({ id, ref }) => [id, ref])).values()];
}

// The maximum number of names in a message. The permissions list all of them.
const MOST_NAMES = 6;

/** Joins names for a sentence: `a, b and 3 more`. */
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

// `arn:aws:iam::111122223333:role/*` matches every role. In S3, the part before the slash is a bucket, not a resource type.
const ALL_OF_A_KIND = /^arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:([\w-]+[:/])?\*$/;
const ALL_BUCKETS = /^arn:[^:]*:s3:[^:]*:[^:]*:\*(\/\*)?$/;

function isBroad({ resources, conditions }: Allowance): boolean {
  return conditions.length === 0 && resources.some(isMostOf);
}

function isMostOf(resources: Resources): boolean {
  if (resources.kind === 'all-but' || isEverything(resources)) return true;
  // Names have at least one character, so that `?*` matches as many as `*`.
  const text = resources.text.replace(/[*?]*\*[*?]*/g, '*');
  return ALL_OF_A_KIND.test(text) || ALL_BUCKETS.test(text);
}
