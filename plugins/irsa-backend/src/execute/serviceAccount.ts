import { ConflictError } from '@backstage/errors';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { kubernetesStatus } from '../kubernetes/errors';
import type { Pairs } from '../plan/types';
import { waitForAssociation } from './association';
import type { EffectRunner } from './context';

function hasAll(present: Pairs | undefined, wanted: Pairs): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => present?.[key] === value,
  );
}

/** One that exists is taken when it is the same. */
export const createServiceAccount: EffectRunner<
  'create-service-account'
> = async (effect, { core }) => {
  const { namespace, name, annotations, labels } = effect;
  try {
    await core.createNamespacedServiceAccount({
      namespace,
      body: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace, annotations, labels },
      },
    });
  } catch (error) {
    if (kubernetesStatus(error) !== 409) throw error;
    const { metadata } = await core.readNamespacedServiceAccount({
      name,
      namespace,
    });
    if (
      !hasAll(metadata?.annotations, annotations) ||
      !hasAll(metadata?.labels, labels)
    ) {
      throw new ConflictError(
        `ServiceAccount ${namespace}/${name} was made by somebody else meanwhile: nothing of it is changed.`,
      );
    }
  }
};

/** Merges our annotations and label. The UID makes the cluster refuse one that was made again meanwhile. */
export const patchServiceAccount: EffectRunner<
  'patch-service-account'
> = async (effect, { core, eks }) => {
  const { namespace, name, uid, annotations, labels, associatedIn } = effect;
  if (associatedIn !== undefined) {
    await waitForAssociation(eks, {
      clusterName: associatedIn,
      namespace,
      name,
    });
  }
  await core.patchNamespacedServiceAccount(
    { name, namespace, body: { metadata: { uid, annotations, labels } } },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
};
