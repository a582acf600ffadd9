import { secretKey, uniqueId } from '../aws/iam/ids';
import { awsManagedPolicies } from '../aws/iam/managedPolicies';
import type { Account, IamUser } from './world';

/** An account of the standard partition, with the AWS managed policies and nothing else. */
export function newAccount(id: string, alias: string): Account {
  return {
    id,
    alias,
    partition: 'aws',
    users: new Map(),
    roles: new Map(),
    policies: new Map(awsManagedPolicies),
    oidcProviders: new Map(),
  };
}

/** Adds a user with one access key and the managed policies of those ARNs. */
export function addUser(
  account: Account,
  name: string,
  attachedPolicyArns: string[],
  createdAt: Date,
): IamUser {
  const user: IamUser = {
    arn: `arn:${account.partition}:iam::${account.id}:user/${name}`,
    id: uniqueId('AIDA'),
    name,
    path: '/',
    createdAt,
    accessKeys: [{ id: uniqueId('AKIA'), secret: secretKey() }],
    attachedPolicyArns,
    inlinePolicies: new Map(),
  };
  account.users.set(name.toLowerCase(), user);
  return user;
}
