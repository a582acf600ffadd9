import { worstRisk } from './utils/risk';
import type { GovernanceCheck } from './types';
import { extentOfRisk, factsOfRisk, sortOfRisk } from './utils/risks';

/** Checks whether policies name actions and resources instead of wildcards for a service or for everything. `node-role-excess` covers node roles. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'overly-permissive-policy',
    subject: 'role',
    title: 'Overly permissive policy',
    question: 'Do the policies name actions and resources?',
    requiredPermissions: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/reference/findings/overly-permissive-policy.md',
    weighs: ['pods', 'access'],
  },
  run({ facts, risks, use }) {
    if (use === 'node') return [];
    const wide = risks.filter(risk => sortOfRisk(risk) === 'wide');
    const severity = worstRisk(wide);
    if (severity === undefined) return [];
    // A statement such as sqs:* can cause several of these risks.
    const places = wide.flatMap(factsOfRisk);
    return [
      {
        severity,
        impact: 'Allows more than named actions and resources.',
        message: `Role ${facts.role.name}: ${wide
          .map(({ message }) => message)
          .join(' ')}`,
        facts: [
          ...new Map(
            places.map(fact => [`${fact.label} ${fact.value}`, fact]),
          ).values(),
        ],
        extent: wide.flatMap(extentOfRisk),
        remediation:
          'Name the actions and the resources that the service needs in these statements.',
      },
    ];
  },
};
