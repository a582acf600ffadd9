import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stringify } from 'yaml';
import type { Cluster } from '../state/world';

/** A kubeconfig file with a context for every cluster, named as it, and its users' tokens; the first is the current one. */
export function kubeconfig(clusters: Cluster[]): string {
  const users = clusters.flatMap(cluster =>
    [...cluster.users].map(([token, { name }]) => ({
      name: `${cluster.name}-${name}`,
      cluster: cluster.name,
      token,
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
    users: users.map(({ name, token }) => ({ name, user: { token } })),
    contexts: clusters.map(({ name }) => ({
      name,
      context: {
        cluster: name,
        user: users.find(({ cluster }) => cluster === name)?.name ?? '',
      },
    })),
  });
}

/** Writes it so that only its owner can read it: it holds tokens. A file that was there would keep its mode, so it goes first. */
export async function writeKubeconfig(
  clusters: Cluster[],
  file: string,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  await writeFile(file, kubeconfig(clusters), { mode: 0o600 });
}
