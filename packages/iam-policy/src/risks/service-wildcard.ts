import { asList } from '../document/shape';
import { matchPattern } from '../match/pattern';
import type { ActionCatalogue } from '../summary/types';
import { RESOURCE_TYPES } from './data/resource-types';
import { coverageOf, everywhere, extentOf } from './extent';
import { evidenceOf, some, type RiskRule } from './risk';

// In every spelling of the wildcard, such as `sqs:?*`.
const ALL_ACTIONS = /^([^:]+):[*?]*\*[*?]*$/;

const allOf = (service: string) => `${service}:*`;

/** Finds statements that grant every action of a service, including actions that AWS adds later. */
export const serviceWildcard: RiskRule = ({ access, breadth, catalogue }) => {
  const found = new Set<string>();
  const grants = access.layers.grants.filter(({ source }) => {
    const granted = asList(source.Action)
      .flatMap(pattern => ALL_ACTIONS.exec(pattern)?.[1] ?? [])
      .flatMap(prefix => servicesOf(prefix.toLowerCase(), catalogue))
      .filter(prefix => access.of(anyAction(prefix)).allowances.length > 0);
    granted.forEach(prefix => found.add(prefix));
    return granted.length > 0;
  });
  if (found.size === 0) return [];
  const services = [...found].sort();
  const broad = services.filter(
    prefix => breadth.grantsOf(anyAction(prefix)).length > 0,
  );
  return [
    {
      id: 'service-wildcard',
      severity: broad.length > 0 ? 'medium' : 'low',
      message: `It can do every action of ${some(
        services,
      )}, including actions that AWS adds later.`,
      evidence: evidenceOf(grants),
      extent: extentOf(
        broad.map(allOf).map(everywhere),
        services
          .filter(prefix => !broad.includes(prefix))
          .flatMap(prefix =>
            coverageOf(allOf(prefix), access.of(anyAction(prefix)).allowances),
          ),
      ),
    },
  ];
};

function anyAction(prefix: string): string {
  return `${prefix}:AnyAction`;
}

/** Returns the services that a prefix matches. A prefix that matches every service names none. */
function servicesOf(prefix: string, catalogue?: ActionCatalogue): string[] {
  if (!/[*?]/.test(prefix)) return [prefix];
  if (/^[*?]+$/.test(prefix)) return [];
  const known = catalogue?.prefixes() ?? Object.keys(RESOURCE_TYPES);
  return known.filter(one => matchPattern(prefix, one));
}
