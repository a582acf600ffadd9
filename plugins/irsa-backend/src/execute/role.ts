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
  valueOf,
} from '@backstage-irsa/core/model';
import { isAlreadyExists, isNotFound } from '../observe/aws/errors';
import { IamReader } from '../observe/IamReader';
import { sameDocument } from '@backstage-irsa/core/planning';
import { toTags, type EffectRunner } from './context';

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

/** A policy that is gone already is as asked. */
export const deleteRolePolicy: EffectRunner<'delete-role-policy'> = async (
  effect,
  { iam },
) => {
  try {
    await iam.send(
      new DeleteRolePolicyCommand({
        RoleName: effect.roleName,
        PolicyName: effect.policyName,
      }),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
};

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

/** A boundary that is off the role already is as asked. */
export const deleteRoleBoundary: EffectRunner<'delete-role-boundary'> = async (
  effect,
  { iam },
) => {
  try {
    await iam.send(
      new DeleteRolePermissionsBoundaryCommand({ RoleName: effect.name }),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
};

/** IAM attaches once, however often it is asked. */
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

/** A policy that is off the role already is as asked. */
export const detachRolePolicy: EffectRunner<'detach-role-policy'> = async (
  effect,
  { iam },
) => {
  try {
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName: effect.roleName,
        PolicyArn: effect.policyArn,
      }),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
};

/** CreateRole has no client token: a role that exists is taken when it is ours and the same. Names are unique whatever the path. One that cannot be seen yet is asked for again. */
export const createRole: EffectRunner<'create-role'> = async (
  effect,
  { iam },
) => {
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: effect.name,
        Path: effect.path,
        AssumeRolePolicyDocument: JSON.stringify(effect.trust),
        Tags: toTags(effect.tags),
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
    new TagRoleCommand({ RoleName: effect.name, Tags: toTags(effect.tags) }),
  );
};

/** A tag that is off the role already is as asked. */
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
