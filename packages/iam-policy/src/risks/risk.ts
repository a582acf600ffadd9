import type { RequestContext } from '../evaluate/types';
import type { Access } from '../effective/access';
import type { Grant } from '../effective/grant';
import type { StatementRef } from '../effective/types';
import type { ActionCatalogue } from '../summary/types';
import type { Breadth } from './breadth';
import type { Risk } from './types';

/** What the policies of a principal grant. */
export interface Granted {
  access: Access;
  breadth: Breadth;
}

/** The access questions that risk rules can ask. */
export interface RiskQuestions extends Granted {
  catalogue?: ActionCatalogue;
  /** Takes work from the budget. @throws OverBudgetError - if too little is left. */
  spend(work: number): void;
  /** Returns what the same policies grant if some condition keys, in lower case, have known values. */
  grantedWith(context: RequestContext): Granted;
}

/** A rule that finds risks in what the policies of a principal grant. */
export type RiskRule = (questions: RiskQuestions) => Risk[];

/** The granted actions of a list, with the grants. */
export interface GrantedActions {
  actions: string[];
  grants: Grant[];
}

/** Returns the actions that are granted on all resources of a type, under no conditions that limit anything. */
export function grantedBroadly(
  { breadth }: Granted,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action => breadth.grantsOf(action));
}

/** Returns the actions that are granted on any resource. */
export function grantedAtAll(
  { access }: Granted,
  actions: readonly string[],
): GrantedActions {
  return granted(actions, action =>
    access.of(action).allowances.flatMap(({ grants }) => grants),
  );
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
