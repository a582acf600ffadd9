import { kubebuilderAssets, startControlPlane } from '../../../envtest';
import type { Cluster } from '../../../state/cluster';
import type { KubernetesCounterpart } from './counterpart';

/** Starts an empty genuine API server with the issuer of a sandbox cluster. */
export async function startApiserver(
  cluster: Cluster,
): Promise<KubernetesCounterpart> {
  const controlPlane = await startControlPlane({
    assets: kubebuilderAssets(),
    cluster,
  });
  return { name: 'kube-apiserver', ...controlPlane };
}
