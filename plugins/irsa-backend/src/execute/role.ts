import {
  CreateRoleCommand,
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
import { isAlreadyExists } from '../observe/aws/errors';
import { IamReader } from '../observe/IamReader';
import { sameDocument } from '@backstage-irsa/core/planning';
import { toTags, type EffectRunner } from './context';

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
        `Role ${effect.name} was made by somebody else meanwhile: nothing of it is changed.`,
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
