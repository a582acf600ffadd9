import { ConflictError } from '@backstage/errors';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import {
  isKubernetesConflict,
  isUidImmutable,
  kubernetesStatus,
} from '../observe/kubernetes/errors';
import type { Pairs } from '@backstage-irsa/core/planning';
import { FIELD_MANAGER } from '../observe/kubernetes/fieldManager';
import { annotateServiceAccount } from './annotateServiceAccount';
import { waitForAssociation } from './association';
import type { EffectRunner, ExecutionContext } from './context';

/** A namespace that somebody made meanwhile is as good: ours or not, it is never changed. */
export const createNamespace: EffectRunner<'create-namespace'> = async (
  effect,
  { core },
) => {
  try {
    const api = await core();
    await api.createNamespace({
      fieldManager: FIELD_MANAGER,
      body: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: effect.name, labels: effect.labels },
      },
    });
  } catch (error) {
    if (kubernetesStatus(error) !== 409) throw error;
  }
};

function hasAll(present: Pairs | undefined, wanted: Pairs): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => present?.[key] === value,
  );
}

/** Where pods are to come by an association, they must not be made before it is known. */
async function awaitAssociation(
  effect: { namespace: string; name: string; associatedIn?: string },
  { eks }: ExecutionContext,
): Promise<void> {
  const { associatedIn: clusterName, namespace, name } = effect;
  if (clusterName === undefined) return;
  await waitForAssociation(eks, { clusterName, namespace, name });
}

/** One that exists is taken when it is the same. */
export const createServiceAccount: EffectRunner<
  'create-service-account'
> = async (effect, context) => {
  const { namespace, name, annotations, labels } = effect;
  await awaitAssociation(effect, context);
  const core = await context.core();
  try {
    await core.createNamespacedServiceAccount({
      namespace,
      fieldManager: FIELD_MANAGER,
      body: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace, annotations, labels },
      },
    });
  } catch (error) {
    if (kubernetesStatus(error) !== 409 || isKubernetesConflict(error)) {
      throw error;
    }
    const { metadata } = await core.readNamespacedServiceAccount({
      name,
      namespace,
    });
    if (
      !hasAll(metadata?.annotations, annotations) ||
      !hasAll(metadata?.labels, labels)
    ) {
      throw new ConflictError(
        `ServiceAccount ${namespace}/${name} was created by someone else during this change. It was not changed. Plan again.`,
      );
    }
  }
};

/** Merges our annotations and label. The UID makes the cluster refuse one that was recreated meanwhile. */
export const patchServiceAccount: EffectRunner<
  'patch-service-account'
> = async (effect, context) => {
  const { namespace, name, uid, annotations, labels } = effect;
  await awaitAssociation(effect, context);
  try {
    const core = await context.core();
    await core.patchNamespacedServiceAccount(
      {
        name,
        namespace,
        fieldManager: FIELD_MANAGER,
        body: { metadata: { uid, annotations, labels } },
      },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
  } catch (error) {
    if (!isUidImmutable(error)) throw error;
    throw new ConflictError(
      `ServiceAccount ${namespace}/${name} was deleted and recreated during this change. It was not changed. Plan again.`,
    );
  }
};

/** Applies our annotations to a ServiceAccount that another tool made. */
export const annotateExisting: EffectRunner<
  'annotate-service-account'
> = async (effect, context) => {
  await awaitAssociation(effect, context);
  await annotateServiceAccount(effect, context);
};
