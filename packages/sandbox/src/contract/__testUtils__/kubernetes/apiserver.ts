import { kubebuilderAssets, startControlPlane } from '../../../envtest';
import type { Cluster } from '../../../state/cluster';
import type { KubernetesCounterpart } from './counterpart';

/** A genuine API server with nothing in it, of the same issuer as a cluster of the sandbox. */
export async function startApiserver(
  cluster: Cluster,
): Promise<KubernetesCounterpart> {
  const controlPlane = await startControlPlane({
    assets: kubebuilderAssets(),
    cluster,
  });
  return { name: 'kube-apiserver', ...controlPlane };
}
