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
  tagList,
  valueOf,
} from '@backstage-irsa/core/model';
import { isAlreadyExists, isLimitExceeded } from '../observe/aws/errors';
import { IamReader } from '../observe/IamReader';
import { sameDocument, type Effect } from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import type { EffectRunner } from './context';
import { ignoreNotFound } from './ignoreNotFound';
import { SHORT_WAITS_MS } from './spreadWaits';

/**
 * Creates a policy. CreatePolicy has no client token, so an existing policy is accepted if Backstage manages it and it has the same document. If the
 * existing policy cannot be read, retries. If it stays unreadable, it must be at another path: policy names are unique in an account, whatever their
 * path.
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

/** Whether the policy exists as requested, created by this call or an earlier one. False if a policy with that name exists but cannot be read. */
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
        Tags: tagList(effect.tags),
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
 * Creates a policy version. CreatePolicyVersion has no client token: if its answer is lost, the client sends it again, and the version of the first
 * call may have used the last free slot. If the document is already in force, the effect counts as done.
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

/** Deletes a policy version. A version that no longer exists counts as deleted. */
export const deletePolicyVersion: EffectRunner<'delete-policy-version'> = (
  effect,
  { iam },
) =>
  ignoreNotFound(() =>
    iam.send(
      new DeletePolicyVersionCommand({
        PolicyArn: effect.arn,
        VersionId: effect.versionId,
      }),
    ),
  );

export const tagPolicy: EffectRunner<'tag-policy'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new TagPolicyCommand({ PolicyArn: effect.arn, Tags: tagList(effect.tags) }),
  );
};

/** Removes tags from a policy. A tag that the policy no longer has counts as removed. */
export const untagPolicy: EffectRunner<'untag-policy'> = async (
  { arn, keys },
  { iam },
) => {
  await iam.send(new UntagPolicyCommand({ PolicyArn: arn, TagKeys: keys }));
};
