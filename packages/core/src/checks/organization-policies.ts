import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import { pass, undecided, unreadable, warn } from './utils/answer';
import type { Check } from './types';

/**
 * Whether policies of the organization let the role do what its own policies allow. Only asked with a live verification. A simulation is evidence, not
 * proof: a denial is a warning.
 */
export const check: Check = {
  meta: {
    id: 'organization-policies',
    link: 'permissions',
    question:
      "Do policies of the organization allow what the role's own policies allow?",
    symptoms: [
      'AccessDenied: … with an explicit deny in a service control policy',
    ],
    requiredPermissions: ['iam:SimulatePrincipalPolicy'],
    faults: ['organization-denies'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/organization-policies.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ permits }) => permits.state !== 'absent',
  run({ config, permits, role }) {
    if (permits.state === 'unknown') {
      return unreadable('What the organization allows', permits);
    }
    const asked = valueOf(permits);
    if (!asked) return undecided('The organization was not asked about.');
    const denied = asked.find(
      ({ allowedByOrganizations }) => !allowedByOrganizations,
    );
    if (!denied) {
      return pass('Policies of the organization allow what was asked about.');
    }
    const accountId =
      parseRoleArn(valueOf(role)?.arn ?? '')?.accountId ?? config.accountId;
    return warn(
      `AWS's policy simulation says that a policy of the organization denies ${denied.action} on ${denied.resource}, which the role's own policies allow.`,
      {
        sentence: `AWS does not say which service control policy it is. Ask the organization's administrators to look among those of account ${accountId} and of the units above it, and to except the role or the action there. If calls from ${config.region} work, a condition of the policy depends on something that a simulation does not know, such as the VPC.`,
      },
      'organization-denies',
    );
  },
};
