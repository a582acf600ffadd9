import type {
  ConditionBlock,
  NamedPolicy,
  PolicyDocument,
} from '../document/types';
import { readStatements, type Grant } from '../effective/grant';
import { contains, meet, textOf, type Resources } from '../effective/resources';
import {
  concernsAll,
  matchedActions,
  mayConcern,
  unmatchedPatterns,
} from './actions';
import { allowsOf } from './expand';
import type { CompareOptions, Excess } from './types';

/** Those of some resources on which an action, in lower case, is beyond the maximum. */
type Beyond = (action: string) => Resources[];

/**
 * What policies grant beyond a maximum, statement by statement: empty only when everything is shown to be within. A Deny of the policies
 * is not weighed; a Deny of the maximum counts as if its conditions held, and one of its Allow statements with conditions helps only a
 * statement that has the same conditions.
 *
 * @public
 */
export function excessOf(
  policies: NamedPolicy[],
  maximum: PolicyDocument,
  { catalogue }: CompareOptions,
): Excess[] {
  const known = { now: new Date(), context: {} };
  const limit = readStatements(
    'permissions-boundary',
    [{ name: 'maximum', document: maximum }],
    known,
    0,
  );
  return allowsOf(policies).flatMap(grant => {
    const allows = limit.allows.filter(allow => conditionsHold(allow, grant));
    const matched = matchedActions(grant, catalogue);
    const unknown = unmatchedPatterns(grant, matched).filter(
      pattern => !isPatternWithin(pattern, grant, allows, limit.denies),
    );
    return excessIn(
      grant,
      matched.map(({ name }) => name),
      beyondTest(grant.resources, allows, limit.denies),
      unknown,
    );
  });
}

/**
 * Compares the resources once, for a statement may have hundreds of them, and a wildcard thousands of actions.
 */
function beyondTest(
  resources: Resources[],
  allows: Grant[],
  denies: Grant[],
): Beyond {
  const limits = resources.map(item => ({
    item,
    within: new Set(
      allows.filter(allow =>
        allow.resources.some(outer => contains(outer, item)),
      ),
    ),
    denied: new Set(
      denies.filter(deny => deny.resources.some(part => meet(part, item))),
    ),
  }));
  return action => {
    const concerns = ({ statement }: Grant) => statement.matchesAction(action);
    const allowing = allows.filter(concerns);
    const denying = denies.filter(concerns);
    return limits
      .filter(
        ({ within, denied }) =>
          !allowing.some(allow => within.has(allow)) ||
          denying.some(deny => denied.has(deny)),
      )
      .map(({ item }) => item);
  };
}

function excessIn(
  grant: Grant,
  actions: string[],
  beyondOf: Beyond,
  unknown: string[],
): Excess[] {
  const beyond = new Set<Resources>(unknown.length > 0 ? grant.resources : []);
  const names = actions.filter(name => {
    const outside = beyondOf(name.toLowerCase());
    outside.forEach(item => beyond.add(item));
    return outside.length > 0;
  });
  return names.length + unknown.length > 0
    ? [
        {
          ref: grant.ref,
          actions: [...names, ...unknown],
          resources: [...beyond].map(textOf),
        },
      ]
    : [];
}

/** For actions that the catalogue does not know. */
function isPatternWithin(
  pattern: string,
  grant: Grant,
  allows: Grant[],
  denies: Grant[],
): boolean {
  return grant.resources.every(
    item =>
      allows.some(
        allow =>
          concernsAll(allow, pattern) &&
          allow.resources.some(outer => contains(outer, item)),
      ) &&
      !denies.some(
        deny =>
          mayConcern(deny, pattern) &&
          deny.resources.some(part => meet(part, item)),
      ),
  );
}

/** Whether each condition of the limit stands word for word in the statement too. */
function conditionsHold({ source: limit }: Grant, { source }: Grant): boolean {
  const own = new Set(conditionKeys(source.Condition));
  return conditionKeys(limit.Condition).every(key => own.has(key));
}

function conditionKeys(block: ConditionBlock = {}): string[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      JSON.stringify([
        operator.toLowerCase(),
        key.toLowerCase(),
        [values].flat().map(String).sort(),
      ]),
    ),
  );
}
