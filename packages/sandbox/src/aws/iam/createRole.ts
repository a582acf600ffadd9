import { seenWorld } from '../../state/seen';
import type { IamRole } from '../../state/account';
import { optional } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { checkTrustPolicy } from './documents';
import { entityAlreadyExists } from './errors';
import {
  arn,
  maxSessionDuration,
  path,
  policyDocument,
  roleDescription,
  roleName,
  tags,
} from './fields';
import { uniqueId } from './ids';
import { requireAttachablePolicy } from './policies';
import { enforceQuota, QUOTAS } from './quotas';
import { roleArn, roleExtras, roleSummary } from './roles';
import { newTags, createdTagContext } from './tagging';

export const createRole = queryOperation({
  name: 'CreateRole',
  write: true,
  input: {
    Path: optional(path),
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocument,
    Description: roleDescription,
    MaxSessionDuration: maxSessionDuration,
    PermissionsBoundary: optional(arn),
    Tags: tags,
  },
  access: (input, { caller: { account } }) => {
    const resource = roleArn(account, input.Path ?? '/', input.RoleName);
    const context = {
      ...createdTagContext(input.Tags),
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { 'iam:PermissionsBoundary': input.PermissionsBoundary }),
    };
    return [
      { action: 'iam:CreateRole', resource, context },
      ...(input.Tags.length > 0
        ? [{ action: 'iam:TagRole', resource, context }]
        : []),
    ];
  },
  run: (input, { caller: { account }, world, now }) => {
    checkTrustPolicy(
      seenWorld(world, 'trust', now),
      input.AssumeRolePolicyDocument,
    );
    const key = input.RoleName.toLowerCase();
    if (account.roles.has(key)) {
      throw entityAlreadyExists(
        `Role with name ${input.RoleName} already exists.`,
      );
    }
    enforceQuota(
      'RolesPerAccount',
      account.roles.size + 1,
      account.rolesQuota ?? QUOTAS.RolesQuota,
    );
    if (input.PermissionsBoundary !== undefined) {
      requireAttachablePolicy(account, input.PermissionsBoundary);
    }
    const rolePath = input.Path ?? '/';
    const role: IamRole = {
      arn: roleArn(account, rolePath, input.RoleName),
      id: uniqueId('AROA'),
      name: input.RoleName,
      path: rolePath,
      createdAt: now,
      trustPolicy: input.AssumeRolePolicyDocument,
      maxSessionDurationSeconds: input.MaxSessionDuration ?? 3600,
      attachedPolicyArns: [],
      inlinePolicies: new Map(),
      tags: newTags(input.Tags),
      ...(input.Description === undefined
        ? {}
        : { description: input.Description }),
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { permissionsBoundaryArn: input.PermissionsBoundary }),
    };
    account.roles.set(key, role);
    const { RoleLastUsed: _unused, ...extras } = roleExtras(role, now);
    return { Role: { ...roleSummary(role), ...extras } };
  },
});
