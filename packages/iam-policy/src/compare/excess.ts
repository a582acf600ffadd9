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

/** Whether an action on some resources is within the maximum. */
type Within = (action: string, resources: Resources) => boolean;

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
    const isWithin: Within = (action, item) =>
      allows.some(
        allow =>
          allow.statement.matchesAction(action) &&
          allow.resources.some(outer => contains(outer, item)),
      ) &&
      !limit.denies.some(
        deny =>
          deny.statement.matchesAction(action) &&
          deny.resources.some(part => meet(part, item)),
      );
    const matched = matchedActions(grant, catalogue);
    const unknown = unmatchedPatterns(grant, matched).filter(
      pattern => !isPatternWithin(pattern, grant, allows, limit.denies),
    );
    return excessIn(
      grant,
      matched.map(({ name }) => name),
      isWithin,
      unknown,
    );
  });
}

function excessIn(
  grant: Grant,
  actions: string[],
  isWithin: Within,
  unknown: string[],
): Excess[] {
  const beyond = new Set<Resources>(unknown.length > 0 ? grant.resources : []);
  const names = actions.filter(name => {
    const action = name.toLowerCase();
    const outside = grant.resources.filter(item => !isWithin(action, item));
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
