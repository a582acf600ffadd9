import type { Risk } from '@backstage-irsa/plugin-irsa-common';
import { severityOfRisk } from '../roles/risk';
import type { GovernanceAnswer, RoleSubject } from '../types';

/** Permissions that are wider than a service needs, though they lead to no others. */
const WIDE = [
  'service-wildcard',
  'data-access-all-resources',
  'resource-exposure-all-resources',
];

/** Of the trust policy, of which trust-too-wide tells. */
const OF_TRUST = /-trust$/;

/** What a risk is told by. */
export function sortOfRisk({ id }: Risk): 'wide' | 'path' | 'trust' {
  if (OF_TRUST.test(id)) return 'trust';
  return WIDE.includes(id) ? 'wide' : 'path';
}

/** One finding for each risk, with the statements that make it up. */
export function riskAnswer(
  { facts }: RoleSubject,
  risk: Risk,
  remediation: string,
): GovernanceAnswer {
  const { name } = facts.role;
  return {
    key: risk.id,
    severity: severityOfRisk(risk),
    message: `Role ${name}: ${risk.message}`,
    facts: [
      ...(risk.evidence ?? []).map(({ policy, statement, sid }) => ({
        label: policy,
        value: `statement ${statement + 1}${sid ? ` (${sid})` : ''}`,
      })),
      ...(risk.references ?? []).map(value => ({ label: 'Reference', value })),
    ],
    remediation,
  };
}
