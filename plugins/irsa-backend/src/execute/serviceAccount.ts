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

/** Creates a namespace. A namespace that exists meanwhile is accepted and never changed, whether or not Backstage created it. */
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

/** Waits for the association, if pods get their identity from one: they must not start before EKS applies it. */
async function awaitAssociation(
  effect: { namespace: string; name: string; associatedIn?: string },
  { eks }: ExecutionContext,
): Promise<void> {
  const { associatedIn: clusterName, namespace, name } = effect;
  if (clusterName === undefined) return;
  await waitForAssociation(eks, { clusterName, namespace, name });
}

/** Creates a ServiceAccount. An existing one is accepted if it has all annotations and labels of the effect. */
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

/** Merges Backstage's annotations and labels. Because of the UID, the cluster refuses to change a ServiceAccount that was recreated meanwhile. */
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

/** Applies Backstage's annotations to a ServiceAccount that another tool created. */
export const annotateExisting: EffectRunner<
  'annotate-service-account'
> = async (effect, context) => {
  await awaitAssociation(effect, context);
  await annotateServiceAccount(effect, context);
};
