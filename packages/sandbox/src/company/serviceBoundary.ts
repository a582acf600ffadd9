import type { Account } from '../state/account';
import { addPolicy, policyText } from './iam';

/** The permissions boundary that the platform team made for the roles of services. */
export function addServiceBoundary(account: Account, createdAt: Date): void {
  addPolicy(account, {
    name: 'service-boundary',
    path: '/platform/',
    document: policyText(
      { Sid: 'Services', Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Sid: 'NoMorePower',
        Effect: 'Deny',
        Action: ['iam:*', 'organizations:*', 'account:*'],
        Resource: '*',
      },
      {
        Sid: 'OnlySharedRoles',
        Effect: 'Deny',
        Action: 'sts:AssumeRole',
        NotResource: [
          `arn:${account.partition}:iam::*:role/shared/*`,
          // Target roles of EKS Pod Identity, which let in only their own pod roles.
          `arn:${account.partition}:iam::*:role/irsa/*`,
        ],
      },
    ),
    createdAt,
  });
}
