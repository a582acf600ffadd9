import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { isNotFound } from '../observe/aws/errors';
import type { EffectRunner } from './context';

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
