import { asList } from '../document/shape';
import { evidenceOf, type RiskRule } from './risk';

const ALL_OF_A_SERVICE = /^([a-z0-9-]+):\*$/i;

/** Every action of a service, those that AWS adds later among them. */
export const serviceWildcard: RiskRule = access => {
  const services = new Set<string>();
  const grants = access.grants.filter(({ raw }) => {
    const granted = asList(raw.Action)
      .flatMap(pattern => ALL_OF_A_SERVICE.exec(pattern)?.[1] ?? [])
      .filter(prefix => access.of(`${prefix}:AnyAction`).grants.length > 0);
    granted.forEach(prefix => services.add(prefix.toLowerCase()));
    return granted.length > 0;
  });
  if (services.size === 0) return [];
  return [
    {
      id: 'service-wildcard',
      severity: grants.some(({ everywhere }) => everywhere) ? 'medium' : 'low',
      message: `It may do every action of ${[...services]
        .sort()
        .join(', ')}, those that AWS adds later among them.`,
      evidence: evidenceOf(grants),
    },
  ];
};
