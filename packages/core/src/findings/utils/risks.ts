import type { Risk } from '../../model/types';

/** Permissions that are wider than a service needs, though they lead to no others. */
const WIDE = [
  'service-wildcard',
  'data-access-all-resources',
  'resource-exposure-all-resources',
];

/** Of the trust policy, of which overly-permissive-trust tells. */
const OF_TRUST = /-trust$/;

/** What a risk is told by. */
export function sortOfRisk({ id }: Risk): 'wide' | 'path' | 'trust' {
  if (OF_TRUST.test(id)) return 'trust';
  return WIDE.includes(id) ? 'wide' : 'path';
}

/** The statements that make up a risk, and where its danger is described. */
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
