import { parseRoleArn } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import { fail, pass, undecided, unreadable } from './answer';
import type { Check } from './types';

/** Whether policies of the organisation let the role do what its own policies allow. Only asked with a live verification. */
export const check: Check = {
  meta: {
    id: 'organization-policies',
    link: 'permissions',
    question:
      "Do policies of the organisation allow what the role's own policies allow?",
    symptoms: [
      'AccessDenied: … with an explicit deny in a service control policy',
    ],
    reads: ['iam:SimulatePrincipalPolicy'],
    faults: [35],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/checks/organization-policies.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ permits }) => permits.state !== 'absent',
  run({ config, permits, role }) {
    if (permits.state === 'unknown') {
      return unreadable('What the organisation allows', permits);
    }
    const asked = valueOf(permits);
    if (!asked) return undecided('The organisation was not asked about.');
    const denied = asked.find(
      ({ allowedByOrganizations }) => !allowedByOrganizations,
    );
    return denied
      ? fail(
          `A policy of the organisation does not allow ${denied.action} on ${denied.resource}, which the role's own policies allow.`,
          {
            sentence: `AWS does not say which service control policy it is. Whoever manages the organisation can find it among those of account ${
              parseRoleArn(valueOf(role)?.arn ?? '')?.accountId ??
              config.accountId
            } and of the units above it, and except the role or the action there.`,
          },
          35,
        )
      : pass('Policies of the organisation allow what was asked about.');
  },
};
