import { awsManagedPolicies } from '../aws/iam/managedPolicies';
import { secretKey, uniqueId } from '../aws/iam/ids';
import type { Account } from '../state/account';

/** The name of the IAM user. */
export const ADMINISTRATOR = 'administrator';

/** Returns an AWS account with one user, its administrator, whose access key is new at each start. */
export function makeAccount(
  id: string,
  alias: string,
  createdAt: Date,
): Account {
  return {
    id,
    alias,
    partition: 'aws',
    users: new Map([
      [
        ADMINISTRATOR,
        {
          arn: administratorArn(id),
          id: uniqueId('AIDA'),
          name: ADMINISTRATOR,
          path: '/',
          createdAt,
          accessKeys: [{ id: uniqueId('AKIA'), secret: secretKey() }],
          attachedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
          inlinePolicies: new Map(),
        },
      ],
    ]),
    groups: new Map(),
    roles: new Map(),
    policies: new Map(awsManagedPolicies),
    oidcProviders: new Map(),
    keys: new Map(),
    serviceControlPolicies: [],
    inactiveStsRegions: new Set(),
    lastAccessedJobs: new Map(),
  };
}

export function administratorArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/${ADMINISTRATOR}`;
}
