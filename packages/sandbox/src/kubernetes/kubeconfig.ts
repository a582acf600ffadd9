import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stringify } from 'yaml';
import type { Cluster } from '../state/cluster';

/** A context of a kubeconfig file, and the cluster user that it uses. */
interface KubeContext {
  name: string;
  user: string;
}

/** Returns the contexts for one cluster. */
export type ContextsOf = (cluster: Cluster) => KubeContext[];

const administratorContexts: ContextsOf = ({ name }) => [
  { name, user: 'administrator' },
];

/**
 * Returns a kubeconfig file with the contexts of every cluster. By default, each cluster has one context, with the cluster's name, for its
 * administrator. The first is the current one.
 */
export function kubeconfig(
  clusters: Cluster[],
  contextsOf: ContextsOf = administratorContexts,
): string {
  const contexts = clusters.flatMap(cluster =>
    contextsOf(cluster).map(({ name, user }) => ({
      name,
      cluster: cluster.name,
      user: `${cluster.name}-${user}`,
      token: tokenOf(cluster, user),
    })),
  );
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0]?.name ?? '',
    clusters: clusters.map(({ name, endpoint, certificateAuthority }) => ({
      name,
      cluster: {
        server: endpoint,
        'certificate-authority-data':
          Buffer.from(certificateAuthority).toString('base64'),
      },
    })),
    users: contexts.map(({ user, token }) => ({ name: user, user: { token } })),
    contexts: contexts.map(({ name, cluster, user }) => ({
      name,
      context: { cluster, user },
    })),
  });
}

function tokenOf({ users }: Cluster, user: string): string {
  const [token = ''] = [...users].find(([, { name }]) => name === user) ?? [];
  return token;
}

/**
 * Writes a kubeconfig file that only its owner can read, because it contains tokens. Deletes an existing file first, because that would keep its
 * mode.
 */
export async function writeKubeconfig(
  clusters: Cluster[],
  file: string,
  contextsOf?: ContextsOf,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  await writeFile(file, kubeconfig(clusters, contextsOf), { mode: 0o600 });
}
