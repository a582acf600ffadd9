import type { Risk } from '../../model/types';

/** Risks of permissions that are broader than needed but do not lead to further permissions. */
const WIDE = [
  'service-wildcard',
  'data-access-all-resources',
  'resource-exposure-all-resources',
];

/** Risks of the trust policy, which `overly-permissive-trust` reports. */
const OF_TRUST = /-trust$/;

/** Returns which kind of finding reports a risk. */
export function sortOfRisk({ id }: Risk): 'wide' | 'path' | 'trust' {
  if (OF_TRUST.test(id)) return 'trust';
  return WIDE.includes(id) ? 'wide' : 'path';
}

/** Returns everything that a risk consists of. */
export function extentOfRisk({ id, extent = [] }: Risk): string[] {
  return [id, ...extent.map(part => `${id}: ${part}`)];
}

/** Returns the statements that cause a risk, and references that describe it. */
export function factsOfRisk({
  evidence = [],
  references = [],
}: Risk): { label: string; value: string }[] {
  return [
    ...evidence.map(({ policy, statement, sid }) => ({
      label: policy,
      value: `statement ${statement + 1}${sid ? ` (${sid})` : ''}`,
    })),
    ...references.map(value => ({ label: 'Reference', value })),
  ];
}
