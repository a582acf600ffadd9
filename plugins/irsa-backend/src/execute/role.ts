import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { ConflictError } from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_KEY,
  tagList,
  valueOf,
} from '@backstage-irsa/core/model';
import { isAlreadyExists } from '../observe/aws/errors';
import { IamReader } from '../observe/IamReader';
import { sameDocument } from '@backstage-irsa/core/planning';
import type { EffectRunner } from './context';
import { ignoreNotFound } from './ignoreNotFound';

export const putRolePolicy: EffectRunner<'put-role-policy'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: effect.roleName,
      PolicyName: effect.policyName,
      PolicyDocument: JSON.stringify(effect.document),
    }),
  );
};

/** Deletes an inline policy. A policy that no longer exists counts as deleted. */
export const deleteRolePolicy: EffectRunner<'delete-role-policy'> = (
  effect,
  { iam },
) =>
  ignoreNotFound(() =>
    iam.send(
      new DeleteRolePolicyCommand({
        RoleName: effect.roleName,
        PolicyName: effect.policyName,
      }),
    ),
  );

export const putRoleBoundary: EffectRunner<'put-role-boundary'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new PutRolePermissionsBoundaryCommand({
      RoleName: effect.name,
      PermissionsBoundary: effect.boundaryArn,
    }),
  );
};

/** Removes the permissions boundary. A boundary that the role no longer has counts as removed. */
export const deleteRoleBoundary: EffectRunner<'delete-role-boundary'> = (
  effect,
  { iam },
) =>
  ignoreNotFound(() =>
    iam.send(
      new DeleteRolePermissionsBoundaryCommand({ RoleName: effect.name }),
    ),
  );

/** Attaches a managed policy. IAM attaches it only once, however often it is called. */
export const attachRolePolicy: EffectRunner<'attach-role-policy'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: effect.roleName,
      PolicyArn: effect.policyArn,
    }),
  );
};

/** Detaches a managed policy. A policy that is no longer attached counts as detached. */
export const detachRolePolicy: EffectRunner<'detach-role-policy'> = (
  effect,
  { iam },
) =>
  ignoreNotFound(() =>
    iam.send(
      new DetachRolePolicyCommand({
        RoleName: effect.roleName,
        PolicyArn: effect.policyArn,
      }),
    ),
  );

/**
 * Creates a role. CreateRole has no client token, so an existing role is accepted if Backstage manages it and it matches. Role names are unique,
 * whatever their path. If the existing role cannot be read yet, the error is thrown so that the creation is retried.
 */
export const createRole: EffectRunner<'create-role'> = async (
  effect,
  { iam, trustWrites },
) => {
  await trustWrites.record(undefined, effect.trust);
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: effect.name,
        Path: effect.path,
        AssumeRolePolicyDocument: JSON.stringify(effect.trust),
        Tags: tagList(effect.tags),
        PermissionsBoundary: effect.boundaryArn,
        MaxSessionDuration: effect.maxSessionDurationSeconds,
      }),
    );
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const read = await new IamReader(iam).role(effect.name);
    if (read.state === 'absent') throw error;
    const present = valueOf(read);
    if (
      present?.arn !== effect.arn ||
      present.tags[MANAGED_BY_KEY] !== MANAGED_BY ||
      present.permissionsBoundaryArn !== effect.boundaryArn ||
      !sameDocument(present.trust.document, effect.trust)
    ) {
      throw new ConflictError(
        `Role ${effect.name} was created by someone else during this change. It was not changed. Plan again.`,
      );
    }
  }
};

export const tagRole: EffectRunner<'tag-role'> = async (effect, { iam }) => {
  await iam.send(
    new TagRoleCommand({ RoleName: effect.name, Tags: tagList(effect.tags) }),
  );
};

/** Removes tags from a role. A tag that the role no longer has counts as removed. */
export const untagRole: EffectRunner<'untag-role'> = async (
  { name, keys },
  { iam },
) => {
  await iam.send(new UntagRoleCommand({ RoleName: name, TagKeys: keys }));
};

export const updateRoleSession: EffectRunner<'update-role-session'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new UpdateRoleCommand({
      RoleName: effect.name,
      MaxSessionDuration: effect.maxSessionDurationSeconds,
    }),
  );
};
