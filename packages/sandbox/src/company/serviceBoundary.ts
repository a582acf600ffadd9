import type { Account } from '../state/account';
import { addPolicy, policyText } from './iam';

/** Adds the permissions boundary that the platform team created for service roles. */
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
          // The target roles of EKS Pod Identity, which trust only their own pod roles.
          `arn:${account.partition}:iam::*:role/irsa/*`,
        ],
      },
    ),
    createdAt,
  });
}
