import {
  DeleteRolePermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { isNotFound } from '../observe/aws/errors';
import type { EffectRunner } from './context';

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
