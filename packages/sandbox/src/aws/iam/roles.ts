import type { Account, IamRole } from '../../state/account';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { percentEncode } from '../protocol/encoding';
import type { XmlObject } from '../protocol/xml';
import { noSuchEntity } from './errors';
import { tagContext, tagsXml } from './tagging';

/** Returns the role with this name, regardless of case. Throws `NoSuchEntity`. */
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

/** The actions on a role for which AWS sets the role's permissions boundary as a condition key. Source: Service Authorization Reference. */
const KNOW_THE_BOUNDARY = new Set([
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
]);

/** Returns the access for an action on a role, which need not exist. The role's tags and permissions boundary are condition keys. */
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

/** Returns a role as list operations show it: without tags, permissions boundary, and last use. */
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

/** The delay until IAM reports a use, in milliseconds. Source: "View last accessed information for IAM", IAM User Guide: within four hours. */
const USE_LAG_MS = 15 * 60_000;

/** Returns when and where the role was last used, as IAM reports it at `now`. */
function lastUseOf(
  { lastUsed, isInUse }: IamRole,
  now: Date,
): IamRole['lastUsed'] {
  return lastUsed && isInUse
    ? { ...lastUsed, at: new Date(now.getTime() - USE_LAG_MS) }
    : lastUsed;
}

/** Returns the fields that `GetRole` and `GetAccountAuthorizationDetails` add to a role. */
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
