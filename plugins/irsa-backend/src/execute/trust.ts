import {
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { ConflictError } from '@backstage/errors';
import { isNotFound } from '../observe/aws/errors';
import { readDocument } from '@backstage-irsa/core/model';
import {
  sameDocument,
  broadStatements,
  mergedTrust,
  trustWithout,
} from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import type { EffectRunner } from './context';
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

/** The maximum number of writes of a trust policy that somebody else keeps changing. After that, the change fails with a conflict. */
const ATTEMPTS = 10;

/**
 * Changes the trust policy until the change persists. IAM has no compare-and-swap, so the policy is read again after each write, and written again if
 * somebody else changed it. If it still reads as before the write, the write is not visible yet.
 */
async function changeUntilStable(
  iam: IAMClient,
  name: string,
  change: (present: PolicyDocument | undefined) => PolicyDocument,
): Promise<void> {
  let writes = 0;
  let before: PolicyDocument | undefined;
  for (const wait of [0, 0, ...SPREAD_WAITS_MS]) {
    if (wait > 0) await waitAndNote(wait);
    const present = await readTrust(iam, name);
    const wanted = change(present);
    if (sameDocument(present, wanted)) return;
    if (before && sameDocument(present, before)) continue;
    if (writes === ATTEMPTS) break;
    before = present;
    writes += 1;
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: JSON.stringify(wanted),
      }),
    );
  }
  throw new ConflictError(
    `Someone else keeps changing the trust policy of role ${name}. Try again later.`,
  );
}

export const updateTrustPolicy: EffectRunner<'update-trust-policy'> = (
  { name, entry },
  { iam },
) =>
  changeUntilStable(iam, name, present => {
    if (broadStatements(present, entry).length > 0) {
      throw new ConflictError(
        `Someone else added a statement to the trust policy of role ${name} that names no ServiceAccount. It was left as it is. Ask an administrator to narrow it, then plan again.`,
      );
    }
    return mergedTrust(present, entry);
  });

/** Removes an entry from the trust policy. A role that no longer exists trusts nobody. */
export const removeTrust: EffectRunner<'remove-trust'> = async (
  { name, entry },
  { iam },
) => {
  try {
    await changeUntilStable(iam, name, present => trustWithout(present, entry));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
};
