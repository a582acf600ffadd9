import {
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { ConflictError } from '@backstage/errors';
import { isNotFound } from '../aws/errors';
import { readDocument } from '../observe/document';
import { sameDocument } from '../plan/sameDocument';
import { broadStatements, mergedTrust, trustWithout } from '../plan/trust';
import type { EffectRunner } from './context';

/** So often a trust policy is read again and written again before we say that somebody works against us. */
const ATTEMPTS = 10;
const WAIT_MS = 200;

/** The trust policy as it is at this moment, for a write that depends on it. What AWS refuses is thrown, so that it can be repeated. */
export async function readTrust(
  iam: IAMClient,
  name: string,
): Promise<PolicyDocument | undefined> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  return readDocument(Role?.AssumeRolePolicyDocument ?? '', 'trust').document;
}

/** IAM has no compare-and-swap: what was written is read again, and changed again until it stays. */
async function changeUntilStable(
  iam: IAMClient,
  name: string,
  change: (present: PolicyDocument | undefined) => PolicyDocument,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const present = await readTrust(iam, name);
    const wanted = change(present);
    if (sameDocument(present, wanted)) return;
    if (attempt > 0) await new Promise(r => setTimeout(r, WAIT_MS * attempt));
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: JSON.stringify(wanted),
      }),
    );
  }
  throw new ConflictError(
    `Somebody else keeps changing the trust policy of role ${name}: ask again later.`,
  );
}

export const updateTrustPolicy: EffectRunner<'update-trust-policy'> = (
  { name, entry },
  { iam },
) =>
  changeUntilStable(iam, name, present => {
    if (broadStatements(present, entry).length > 0) {
      throw new ConflictError(
        `The trust policy of role ${name} was opened to many by somebody else meanwhile: nothing of it is changed.`,
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
