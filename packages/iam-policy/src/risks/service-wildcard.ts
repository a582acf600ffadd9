import { coverageOf, everywhere, extentOf } from './extent';
import { evidenceOf, some, type RiskQuestions, type RiskRule } from './risk';
import { wholeServices, type WholeService } from './whole-services';

/** Finds services of which statements grant every action, by one pattern or by several together. */
export const serviceWildcard: RiskRule = questions => {
  const all = questions.access.layers.grants;
  const found = wholeServices(all, questions)
    .map(service => ({ ...service, ...reachOf(service, questions) }))
    .filter(({ grants }) => grants.length > 0);
  if (found.length === 0) return [];
  const allOf = ({ prefix }: WholeService) => `${prefix}:*`;
  const granting = new Set(found.flatMap(({ grants }) => grants));
  const broad = found.filter(({ isBroad }) => isBroad);
  const later = found.every(({ isOpenEnded }) => isOpenEnded)
    ? ', including actions that AWS adds later'
    : '';
  return [
    {
      id: 'service-wildcard',
      severity: broad.length > 0 ? 'medium' : 'low',
      message: `It can do every action of ${some(
        found.map(({ prefix }) => prefix),
      )}${later}.`,
      evidence: evidenceOf(all.filter(grant => granting.has(grant))),
      extent: extentOf(
        broad.map(allOf).map(everywhere),
        found
          .filter(({ isBroad }) => !isBroad)
          .flatMap(service => coverageOf(allOf(service), service.allowances)),
      ),
    },
  ];
};

/** Returns the statements that grant actions of a service, except what is denied entirely, what they allow, and whether all of it is granted broadly. */
function reachOf({ groups }: WholeService, { access, breadth }: RiskQuestions) {
  const open = groups.flatMap(({ actions, grants }) => {
    const action = actions.find(one => access.of(one).allowances.length > 0);
    if (action === undefined) return [];
    return { action, grants, allowances: access.of(action).allowances };
  });
  return {
    grants: open.flatMap(({ grants }) => grants),
    allowances: open.flatMap(({ allowances }) => allowances),
    isBroad: open.every(({ action }) => breadth.grantsOf(action).length > 0),
  };
}
