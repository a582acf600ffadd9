import { readFileSync } from 'node:fs';

/** Source: "Accessing the Kubernetes API from a Pod", Kubernetes documentation. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The namespace of the pod that this process runs in; undefined outside a pod. */
export function readOwnNamespace(): string | undefined {
  return readOwn('namespace');
}

/** The token of the pod that this process runs in; undefined outside a pod. */
export function readOwnToken(): string | undefined {
  return readOwn('token');
}

function readOwn(file: 'namespace' | 'token'): string | undefined {
  try {
    return readFileSync(`${FOLDER}/${file}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
