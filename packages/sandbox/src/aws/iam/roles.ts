import type { Account, IamRole } from '../../state/account';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { percentEncode } from '../protocol/encoding';
import type { XmlObject } from '../protocol/xml';
import { noSuchEntity } from './errors';
import { tagContext, tagsXml } from './tagging';

/** The role by name, whatever its case. Throws `NoSuchEntity`. */
export function requireRole(account: Account, name: string): IamRole {
  const role = account.roles.get(name.toLowerCase());
  if (!role) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

export function roleArn(account: Account, path: string, name: string): string {
  return `arn:${account.partition}:iam::${account.id}:role${path}${name}`;
}

/** The actions on a role in whose requests AWS gives the role's boundary as a condition key. Source: Service Authorization Reference. */
const KNOW_THE_BOUNDARY = new Set([
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
]);

/** Permission for an action on a role that may or may not exist; its tags and boundary are condition keys. */
export function roleAccess(
  action: string,
  name: string,
  { caller: { account } }: OperationContext,
  context: Record<string, string | string[]> = {},
): Access {
  const role = account.roles.get(name.toLowerCase());
  if (!role) {
    return {
      action,
      resource: roleArn(account, '/', name),
      shownResource: `role ${name}`,
      context,
    };
  }
  return {
    action,
    resource: role.arn,
    context: {
      ...tagContext('aws:ResourceTag', role.tags),
      ...tagContext('iam:ResourceTag', role.tags),
      ...(role.permissionsBoundaryArn === undefined ||
      !KNOW_THE_BOUNDARY.has(action)
        ? {}
        : { 'iam:PermissionsBoundary': role.permissionsBoundaryArn }),
      ...context,
    },
  };
}

/** A role as lists show it: without tags, boundary and last use. */
export function roleSummary(role: IamRole): XmlObject {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: percentEncode(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
}

/** How late IAM learns of a use, in milliseconds. Source: "View last accessed information for IAM", IAM User Guide: within four hours. */
const USE_LAG_MS = 15 * 60_000;

/** When and where it was used last, as IAM knows by now. */
function lastUseOf(
  { lastUsed, isInUse }: IamRole,
  now: Date,
): IamRole['lastUsed'] {
  return lastUsed && isInUse
    ? { ...lastUsed, at: new Date(now.getTime() - USE_LAG_MS) }
    : lastUsed;
}

/** What `GetRole` and `GetAccountAuthorizationDetails` add to a role. */
export function roleExtras(role: IamRole, now: Date): XmlObject {
  const lastUsed = lastUseOf(role, now);
  return {
    PermissionsBoundary:
      role.permissionsBoundaryArn === undefined
        ? undefined
        : {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: role.permissionsBoundaryArn,
          },
    Tags: role.tags.length === 0 ? undefined : tagsXml(role.tags),
    RoleLastUsed: lastUsed
      ? { LastUsedDate: lastUsed.at, Region: lastUsed.region }
      : {},
  };
}
