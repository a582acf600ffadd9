import {
  DeletePolicyCommand,
  DeleteRoleCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-iam';
import { ConflictError } from '@backstage/errors';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { servesOthers } from '@backstage-irsa/core/planning';
import { isNotFound } from '../observe/aws/errors';
import type { EffectRunner } from './context';
import { FIELD_MANAGER } from '../observe/kubernetes/fieldManager';
import { currentTrust, readTrust } from './trust';
import { ignoreNotFound } from './ignoreNotFound';

/**
 * Deletes a role. Checks the trust policy again, because somebody else may have started to use the role since the plan. A role that IAM does not show
 * is not known to be gone: only the deletion itself tells.
 */
export const deleteRole: EffectRunner<'delete-role'> = (
  { name, entry },
  { iam, trustWrites },
) =>
  ignoreNotFound(
    async () => {
      const trust = await shownTrust(name, { iam, trustWrites });
      if (trust && servesOthers(trust.present, entry)) {
        throw new ConflictError(
          `Role ${name} is now used by others and was not deleted.`,
        );
      }
      await iam.send(new DeleteRoleCommand({ RoleName: name }));
    },
    () => readTrust(iam, name),
  );

/** Returns the current trust policy of a role. Undefined if IAM does not show the role. */
async function shownTrust(
  ...args: Parameters<typeof currentTrust>
): Promise<Awaited<ReturnType<typeof currentTrust>> | undefined> {
  try {
    return await currentTrust(...args);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Deletes a policy. IAM refuses to delete a policy that is attached anywhere. */
export const deletePolicy: EffectRunner<'delete-policy'> = ({ arn }, { iam }) =>
  ignoreNotFound(
    () => iam.send(new DeletePolicyCommand({ PolicyArn: arn })),
    () => iam.send(new GetPolicyCommand({ PolicyArn: arn })),
  );

/** Deletes a ServiceAccount. Because of the UID, the cluster refuses to delete one that was recreated meanwhile. */
export const deleteServiceAccount: EffectRunner<'delete-service-account'> = (
  { namespace, name, uid },
  { core },
) =>
  ignoreNotFound(async () =>
    (await core()).deleteNamespacedServiceAccount({
      namespace,
      name,
      body: { preconditions: { uid } },
    }),
  );

export const releaseServiceAccount: EffectRunner<'release-service-account'> = (
  { namespace, name, uid, annotations, labels },
  { core },
) => {
  const none = (keys: string[]) =>
    Object.fromEntries(keys.map(key => [key, null]));
  const metadata = {
    uid,
    annotations: none(annotations),
    labels: none(labels),
  };
  return ignoreNotFound(async () =>
    (await core()).patchNamespacedServiceAccount(
      {
        ...{ namespace, name, body: { metadata } },
        fieldManager: FIELD_MANAGER,
      },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    ),
  );
};
