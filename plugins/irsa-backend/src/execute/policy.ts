import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { ConflictError } from '@backstage/errors';
import { parseArn } from '@backstage-irsa/core/arn';
import {
  MANAGED_BY,
  MANAGED_BY_KEY,
  valueOf,
} from '@backstage-irsa/core/model';
import {
  isAlreadyExists,
  isLimitExceeded,
  isNotFound,
} from '../observe/aws/errors';
import { IamReader } from '../observe/IamReader';
import { sameDocument, type Effect } from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import { toTags, type EffectRunner } from './context';
import { SHORT_WAITS_MS } from './spreadWaits';

/**
 * CreatePolicy has no client token: a policy that exists is taken when it is ours and the same. One that cannot be seen is asked for again, until it must
 * be at another path: names of policies are unique in an account, whatever their path.
 */
export const createPolicy: EffectRunner<'create-policy'> = async (
  effect,
  { iam },
) => {
  for (const wait of SHORT_WAITS_MS) {
    if (await isCreated(effect, iam)) return;
    await waitAndNote(wait);
  }
  if (await isCreated(effect, iam)) return;
  const accountId = parseArn(effect.arn)?.accountId;
  throw new ConflictError(
    `Account ${accountId} has a policy ${effect.name} at another path, and names of policies are unique in an account. Choose another roleName.`,
  );
};

/** Whether the policy is there and as asked, by this call or by one before; false where one of its name exists and cannot be seen. */
async function isCreated(
  effect: Extract<Effect, { type: 'create-policy' }>,
  iam: IAMClient,
): Promise<boolean> {
  try {
    await iam.send(
      new CreatePolicyCommand({
        PolicyName: effect.name,
        Path: effect.path,
        PolicyDocument: JSON.stringify(effect.document),
        Tags: toTags(effect.tags),
      }),
    );
    return true;
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
  const read = await new IamReader(iam).policy(effect.arn);
  if (read.state === 'absent') return false;
  const present = valueOf(read);
  if (
    present?.tags[MANAGED_BY_KEY] !== MANAGED_BY ||
    !sameDocument(present.document.document, effect.document)
  ) {
    throw new ConflictError(
      `Policy ${effect.name} was created by someone else during this change. It was not changed. Plan again.`,
    );
  }
  return true;
}

/**
 * CreatePolicyVersion has no client token: when its answer is lost the client sends it again, and the version that it made may have taken the last
 * place. A document that is in force already is as asked.
 */
export const createPolicyVersion: EffectRunner<
  'create-policy-version'
> = async (effect, { iam }) => {
  try {
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: effect.arn,
        PolicyDocument: JSON.stringify(effect.document),
        SetAsDefault: true,
      }),
    );
  } catch (error) {
    if (!isLimitExceeded(error)) throw error;
    const present = valueOf(await new IamReader(iam).policy(effect.arn));
    if (!sameDocument(present?.document.document, effect.document)) throw error;
  }
};

/** A version that is gone already is as asked. */
export const deletePolicyVersion: EffectRunner<
  'delete-policy-version'
> = async (effect, { iam }) => {
  try {
    await iam.send(
      new DeletePolicyVersionCommand({
        PolicyArn: effect.arn,
        VersionId: effect.versionId,
      }),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
};

export const tagPolicy: EffectRunner<'tag-policy'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new TagPolicyCommand({ PolicyArn: effect.arn, Tags: toTags(effect.tags) }),
  );
};

/** A tag that is off the policy already is as asked. */
export const untagPolicy: EffectRunner<'untag-policy'> = async (
  { arn, keys },
  { iam },
) => {
  await iam.send(new UntagPolicyCommand({ PolicyArn: arn, TagKeys: keys }));
};
