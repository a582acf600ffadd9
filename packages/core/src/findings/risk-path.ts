import { isNotEvaluated } from '../permissions/notEvaluated';
import { severityOfRisk, wordsOfRisk } from './utils/risk';
import type { GovernanceCheck } from './types';
import { extentOfRisk, factsOfRisk, sortOfRisk } from './utils/risks';

/**
 * Checks whether the role's permissions lead to further access: other roles, credentials, or the whole account. `node-role-excess` covers node roles,
 * because what nodes need is also a risk.
 */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'risk-path',
    subject: 'role',
    title: 'Role can escalate privileges',
    question: 'Are the permissions free of privilege escalation paths?',
    requiredPermissions: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/reference/findings/risk-path.md',
    weighs: ['pods', 'access'],
  },
  run({ facts, risks, use }) {
    if (use === 'node') return [];
    return risks
      .filter(risk => sortOfRisk(risk) === 'path')
      .map(risk => ({
        key: risk.id,
        ...wordsOfRisk(risk),
        severity: severityOfRisk(risk),
        message: `Role ${facts.role.name}: ${risk.message}`,
        facts: factsOfRisk(risk),
        extent: extentOfRisk(risk),
        remediation: isNotEvaluated(risk)
          ? 'Use fewer statements, resources, and conditions, or give each service a role of its own. Then scan again.'
          : 'Remove these actions from the statements, or limit them to the resources that the service needs.',
      }));
  },
};
