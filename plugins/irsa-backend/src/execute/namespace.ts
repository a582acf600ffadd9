import { kubernetesStatus } from '../observe/kubernetes/errors';
import type { EffectRunner } from './context';

/** A namespace that somebody made meanwhile is as good: ours or not, it is never changed. */
export const createNamespace: EffectRunner<'create-namespace'> = async (
  effect,
  { core },
) => {
  try {
    await core.createNamespace({
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
