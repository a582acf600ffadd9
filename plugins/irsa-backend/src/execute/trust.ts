import {
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { ConflictError } from '@backstage/errors';
import { isNotFound, isRefused } from '../observe/aws/errors';
import { readDocument } from '@backstage-irsa/core/model';
import {
  sameDocument,
  broadStatements,
  mergedTrust,
  trustWithout,
} from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import type { EffectRunner, ExecutionContext } from './context';
import { ignoreNotFound } from './ignoreNotFound';
import { SPREAD_WAITS_MS } from './spread';

/**
 * Returns the current trust policy, for a write that depends on it. Throws errors of AWS, so that the read can be retried.
 *
 * @throws ConflictError - if the trust policy cannot be parsed: what others need in it is then unknown
 */
export async function readTrust(
  iam: IAMClient,
  name: string,
): Promise<PolicyDocument> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  const text = Role?.AssumeRolePolicyDocument ?? '';
  const { document } = readDocument(text, 'trust');
  if (!document) {
    throw new ConflictError(
      `The trust policy of role ${name} cannot be read, so the role was not changed. Ask an administrator to correct the trust policy, then plan again.`,
    );
  }
  return document;
}

type TrustContext = Pick<ExecutionContext, 'iam' | 'trustWrites'>;

/** The maximum number of writes of a trust policy that somebody else keeps changing. After that, the change fails with a conflict. */
const ATTEMPTS = 10;

/**
 * Returns the current trust policy. While reads show one that Backstage has replaced, waits until they show the last write. If they never do, somebody
 * else has restored the former one: `isOutdated` is true then.
 */
export async function currentTrust(
  name: string,
  { iam, trustWrites }: TrustContext,
): Promise<{ present: PolicyDocument; isOutdated: boolean }> {
  const { isRecent, isOutdated } = await trustWrites.recent();
  for (const wait of SPREAD_WAITS_MS) {
    try {
      const present = await readTrust(iam, name);
      if (!isOutdated(present)) return { present, isOutdated: false };
    } catch (error) {
      if (!isRecent || !isNotFound(error)) throw error;
    }
    await waitAndNote(wait);
  }
  const present = await readTrust(iam, name);
  return { present, isOutdated: isOutdated(present) };
}

/**
 * Changes the trust policy until the change persists. IAM has no compare-and-swap, so the policy is read again after each write, and written again if
 * somebody else changed it.
 */
async function changeUntilStable(
  name: string,
  context: TrustContext,
  change: (present: PolicyDocument) => PolicyDocument,
): Promise<void> {
  const waits = [0, 0, ...SPREAD_WAITS_MS].slice(0, ATTEMPTS + 1);
  for (const [writes, wait] of waits.entries()) {
    if (wait > 0) await waitAndNote(wait);
    const { present, isOutdated } = await currentTrust(name, context);
    if (isOutdated && writes > 0) break;
    const wanted = change(present);
    if (sameDocument(present, wanted)) return;
    if (writes === waits.length - 1) break;
    await writeTrust(name, context, { before: present, after: wanted });
  }
  throw new ConflictError(
    `Someone else keeps changing the trust policy of role ${name}. Try again later.`,
  );
}

async function writeTrust(
  name: string,
  { iam, trustWrites }: TrustContext,
  { before, after }: { before: PolicyDocument; after: PolicyDocument },
): Promise<void> {
  await trustWrites.record(before, after);
  try {
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: JSON.stringify(after),
      }),
    );
  } catch (error) {
    if (isRefused(error)) await trustWrites.record(after, before);
    throw error;
  }
}

export const updateTrustPolicy: EffectRunner<'update-trust-policy'> = (
  { name, entry },
  context,
) =>
  changeUntilStable(name, context, present => {
    if (broadStatements(present, entry).length > 0) {
      throw new ConflictError(
        `Someone else added a statement to the trust policy of role ${name} that names no ServiceAccount. It was left as it is. Ask an administrator to narrow it, then plan again.`,
      );
    }
    return mergedTrust(present, entry);
  });

/** Removes an entry from the trust policy. A role that no longer exists trusts nobody. */
export const removeTrust: EffectRunner<'remove-trust'> = (
  { name, entry },
  context,
) =>
  ignoreNotFound(() =>
    changeUntilStable(name, context, present => trustWithout(present, entry)),
  );
