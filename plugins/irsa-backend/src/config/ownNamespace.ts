import { readFileSync } from 'node:fs';

/** Source: "Accessing the Kubernetes API from a Pod", Kubernetes documentation. */
const NAMESPACE_FILE =
  '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** The namespace of the pod that this process runs in; undefined outside a pod. */
export function readOwnNamespace(): string | undefined {
  try {
    return readFileSync(NAMESPACE_FILE, 'utf8').trim();
  } catch {
    return undefined;
  }
}
