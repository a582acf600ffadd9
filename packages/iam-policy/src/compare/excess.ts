import type { NamedPolicy } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import { unchangeableBy, type Unchangeable } from '../evaluate/unchangeable';
import type { ActionCatalogue, CatalogueAction } from '../summary/types';
import { Access, accessOfLimit } from './access';
import { allows, contextFor, usualResources } from './confirm';
import {
  differenceOf,
  type Compared,
  type Difference,
} from './resource-difference';
import type { Budget } from './search';
import { statementsIn, type AccessStatement } from './statements';
import type { CompareOptions, Excess, GrantedRequest } from './types';
import {
  exampleOf,
  isAboutAll,
  isAboutSome,
  unknownPatterns,
} from './unknown-actions';

/** The work limit, in compared 32-bit words: a fraction of a second. A comparison that needs more is `unknown`. */
const WORK = 5_000_000;

/** The statements that a group of actions is compared with, and the known results by kind of granting statement. */
interface Context {
  denying: AccessStatement[];
  limit: AccessStatement[];
  reach: Compared['reach'];
  known: Map<string, Difference>;
}

/** Actions that have the same result. */
interface Group {
  /** The actions for display: names, or a pattern that matches no action of the catalogue. */
  actions: string[];
  /** One of the actions. */
  example: Pick<CatalogueAction, 'resources'> & { name: string };
  granting: AccessStatement[];
  context: Context;
}

/**
 * Returns the permissions that the policies of one principal grant beyond a maximum, by granting statement. Empty if everything is shown to be
 * within the maximum. Exact for the actions of the catalogue: all statements of each side count together, including Deny, NotAction, and NotResource.
 *
 * Conditions are not evaluated. A Deny of the policies counts only if it has no conditions; a Deny of the maximum always counts. An Allow of the
 * maximum with conditions counts only for statements with the same conditions. If the result is uncertain or takes too long, it is `unknown`.
 *
 * @public
 */
export function excessOf(
  policies: NamedPolicy[],
  maximum: NamedPolicy,
  { catalogue }: CompareOptions,
): Excess[] {
  return excessOver(new Access(policies, catalogue), maximum, catalogue);
}

/** Like `excessOf`, for policies with actions that are already expanded. */
export function excessOver(
  access: Access,
  maximum: NamedPolicy,
  catalogue: ActionCatalogue,
): Excess[] {
  const limit = accessOfLimit(maximum, catalogue);
  const budget = { left: WORK };
  const found = new Map<AccessStatement, Beyond[]>();
  for (const group of [
    ...knownGroups(access, limit),
    ...unknownGroups(access, limit, { catalogue, budget }),
  ]) {
    for (const statement of group.granting) {
      const difference = compare(statement, group.context, budget);
      if (difference === 'none') continue;
      const list = found.get(statement);
      if (list) list.push({ group, difference });
      else found.set(statement, [{ group, difference }]);
    }
  }
  const beyond = access.statements.flatMap(statement => {
    const differences = found.get(statement);
    return differences
      ? [report(statement, differences, [access.policies, limit.policies])]
      : [];
  });
  return [...[...access.invalid, ...limit.invalid].map(unread), ...beyond];
}

function unread({ policy }: InvalidPolicy): Excess {
  return {
    ref: { policy, statement: 0 },
    result: 'invalid',
    actions: ['*'],
    resources: ['*'],
    request: { action: '*', resource: '*' },
  };
}

function knownGroups(access: Access, limit: Access): Group[] {
  const contexts = new Map<string, Context>();
  return access.classes.flatMap(({ statements, actions }) => {
    const own = access.of(statements);
    const granting = own.filter(({ isAllow }) => isAllow);
    if (granting.length === 0) return [];
    const surely = own.filter(deniesSurely);
    const groups = new Map<string, Group>();
    for (const action of actions) {
      const { index, statements: others } = limit.about(action);
      const { resources } = action.action;
      const reach = resources?.length === 0 ? 'everything' : 'either';
      const denying = [...surely, ...keptByAws(action.name)];
      const key = kindsOf(denying);
      const place = [index, reach, key].join('\n');
      const group = groups.get(place);
      if (group) {
        group.actions.push(action.name);
        continue;
      }
      const contextKey = [reach, key, kindsOf(others)].join('\n');
      const context = contexts.get(contextKey) ?? {
        ...{ denying, limit: others, reach },
        known: new Map(),
      };
      contexts.set(contextKey, context);
      groups.set(place, {
        actions: [action.name],
        example: { name: action.name, resources },
        ...{ granting, context },
      });
    }
    return [...groups.values()];
  });
}

function unknownGroups(
  access: Access,
  limit: Access,
  { catalogue, budget }: { catalogue: ActionCatalogue; budget: Budget },
): Group[] {
  return access.statements.flatMap(statement => {
    if (!statement.isAllow) return [];
    const own = unknownPatterns(statement, catalogue);
    const others = limit.unknownLimits.filter(
      pattern =>
        !own.includes(pattern) && isAboutSome(statement, pattern, budget),
    );
    return [...own, ...others].map(pattern => ({
      actions: [pattern],
      example: { name: exampleOf(pattern) },
      granting: [statement],
      context: {
        denying: access.statements.filter(
          one => deniesSurely(one) && isAboutAll(one, pattern, budget),
        ),
        limit: limit.statements.filter(one =>
          (one.isAllow ? isAboutAll : isAboutSome)(one, pattern, budget),
        ),
        reach: 'either' as const,
        known: new Map(),
      },
    }));
  });
}

const kept = new Map<Unchangeable, AccessStatement[]>();

/** Returns Deny statements for the AWS-managed resources that an action cannot change. */
function keptByAws(action: string): AccessStatement[] {
  const entry = unchangeableBy(action.toLowerCase());
  if (!entry) return [];
  const known = kept.get(entry) ?? statementsIn([denialOf(entry)]);
  kept.set(entry, known);
  return known;
}

function denialOf({ actions, resources }: Unchangeable): NamedPolicy {
  const Statement = {
    Effect: 'Deny' as const,
    Action: [...actions],
    Resource: [...resources],
  };
  return { name: 'AWS', document: { Statement } };
}

function deniesSurely({ isAllow, conditions }: AccessStatement): boolean {
  return !isAllow && conditions.length === 0;
}

function kindsOf(statements: AccessStatement[]): string {
  return [...new Set(statements.map(({ kind }) => kind))].sort().join(' ');
}

function compare(
  granting: AccessStatement,
  { denying, limit, reach, known }: Context,
  budget: Budget,
): Difference {
  const remembered = known.get(granting.kind);
  if (remembered) return remembered;
  const difference = differenceOf(
    {
      ...{ granting, denying, reach },
      allowed: limit.filter(one => one.isAllow && isImplied(one, granting)),
      denied: limit.filter(one => !one.isAllow),
    },
    budget,
  );
  known.set(granting.kind, difference);
  return difference;
}

/** Checks whether the granting statement has each condition of the limit. */
function isImplied(limit: AccessStatement, { conditions }: AccessStatement) {
  return limit.conditions.every(condition => conditions.includes(condition));
}

interface Beyond {
  group: Group;
  difference: Exclude<Difference, 'none'>;
}

const MAX_TRIES = 5;

/** Creates the result for a statement, and looks for a request that proves the excess. */
function report(
  statement: AccessStatement,
  found: Beyond[],
  [policies, maximum]: [NamedPolicy[], NamedPolicy[]],
): Excess {
  const requests = found
    .slice(0, MAX_TRIES)
    .flatMap(beyond => requestsFor(statement, beyond));
  const shown = requests.find(
    request => allows(policies, request) && !allows(maximum, request),
  );
  return {
    ref: statement.ref,
    result: shown ? 'excess' : 'unknown',
    actions: found.flatMap(({ group }) => group.actions),
    resources: [
      ...new Set(found.map(({ difference }) => patternOf(difference))),
    ],
    request: shown ?? requests[0],
  };
}

function patternOf(difference: Beyond['difference']): string {
  return 'unknown' in difference ? difference.unknown : difference.pattern;
}

function requestsFor(
  statement: AccessStatement,
  { group: { example }, difference }: Beyond,
): GrantedRequest[] {
  const resources =
    example.resources?.length === 0
      ? []
      : usualResources(patternOf(difference), example);
  const values = 'unknown' in difference ? undefined : difference.variables;
  const context = {
    ...contextFor(statement),
    ...Object.fromEntries(values ?? []),
  };
  return [
    ...resources,
    ...('unknown' in difference ? [] : [difference.resource]),
  ].map(resource => ({
    action: example.name,
    resource,
    ...(Object.keys(context).length > 0 && { context }),
  }));
}
