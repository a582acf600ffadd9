import { asList } from '../document/shape';
import { isEverything } from '../effective/resources';
import { evidenceOf, some, type RiskRule } from './risk';

const ALL_OF_A_SERVICE = /^([a-z0-9-]+):\*$/i;

/** Finds statements that grant every action of a service, including actions that AWS adds later. */
export const serviceWildcard: RiskRule = ({ access }) => {
  const services = new Set<string>();
  const grants = access.layers.grants.filter(({ source }) => {
    const granted = asList(source.Action)
      .flatMap(pattern => ALL_OF_A_SERVICE.exec(pattern)?.[1] ?? [])
      .filter(prefix => access.of(`${prefix}:AnyAction`).allowances.length > 0);
    granted.forEach(prefix => services.add(prefix.toLowerCase()));
    return granted.length > 0;
  });
  if (services.size === 0) return [];
  const isBroad = grants.some(
    ({ resources, certainty }) =>
      certainty === 'always' && resources.some(isEverything),
  );
  return [
    {
      id: 'service-wildcard',
      severity: isBroad ? 'medium' : 'low',
      message: `It can do every action of ${some(
        [...services].sort(),
      )}, including actions that AWS adds later.`,
      evidence: evidenceOf(grants),
    },
  ];
};
