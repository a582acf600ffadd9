import { readFileSync } from 'node:fs';

/** Source: "Accessing the Kubernetes API from a Pod", Kubernetes documentation. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Where AWS finds tokens of the pod's ServiceAccount, by IRSA and by EKS Pod Identity.
 * Source: "Container credential provider" and "Assume role credential provider", AWS SDKs and Tools Reference Guide.
 */
const TOKEN_FILES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** The token of the pod that this process runs in; undefined outside a pod, and in one that gets none for Kubernetes. */
export function readOwnToken(): string | undefined {
  return readText(`${FOLDER}/token`);
}

/**
 * The namespace of the pod that this process runs in, by the files that Kubernetes and AWS put there; undefined outside a pod, and in one that has none
 * of them.
 */
export function readOwnNamespace(): string | undefined {
  const files = TOKEN_FILES.flatMap(name => process.env[name] ?? []);
  const accounts = files.flatMap(
    file => serviceAccountOf(readText(file) ?? '') ?? [],
  );
  return readText(`${FOLDER}/namespace`) ?? accounts[0]?.split('/')[0];
}

/** The ServiceAccount of a token, as `namespace/name`. The token is our own, so that its signature does not matter. */
export function serviceAccountOf(token: string): string | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const { sub } = JSON.parse(payload.toString('utf8'));
    const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(String(sub));
    return match ? `${match[1]}/${match[2]}` : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
