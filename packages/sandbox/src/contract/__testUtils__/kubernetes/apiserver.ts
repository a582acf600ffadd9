import { generateKeyPairSync } from 'node:crypto';
import { kubebuilderAssets, startControlPlane } from '../../../envtest';
import type { KubernetesCounterpart } from './counterpart';

/** A genuine API server with nothing in it. */
export async function startApiserver(): Promise<KubernetesCounterpart> {
  const controlPlane = await startControlPlane({
    assets: kubebuilderAssets(),
    name: 'contract',
    issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/CONTRACT',
    signingKey: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  });
  return { name: 'kube-apiserver', ...controlPlane };
}
