import {
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { isNotFound } from '../observe/aws/errors';
import type { EffectRunner } from './context';

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
