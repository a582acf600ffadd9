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

/** The trust policy as it is at this moment, for a write that depends on it. What AWS refuses is thrown, so that it can be repeated. */
export async function readTrust(
  iam: IAMClient,
  name: string,
): Promise<PolicyDocument | undefined> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  return readDocument(Role?.AssumeRolePolicyDocument ?? '', 'trust').document;
}

/** So often a trust policy that somebody else changed is written again before we say that somebody works against us. */
const ATTEMPTS = 10;

/** IAM has no compare-and-swap: what was written is read again, and changed again until it stays. What reads as before our write is not spread yet. */
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

/** A role that is gone already trusts nobody. */
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
