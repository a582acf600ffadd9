import { makeCompany } from '../../../company';
import { startKubernetesServer } from '../../../kubernetes';
import type { Cluster } from '../../../state/cluster';
import type { KubernetesCounterpart } from './counterpart';

/** Starts a sandbox cluster with the company in it. */
export async function startSandboxCluster(): Promise<
  KubernetesCounterpart & { cluster: Cluster }
> {
  const world = await makeCompany();
  const cluster = world.clusters.get('prod-eu')!;
  const server = await startKubernetesServer(world, cluster, {
    host: '127.0.0.1',
    port: 0,
  });
  const [token] = cluster.users.keys();
  return {
    name: 'sandbox',
    cluster,
    endpoint: server.endpoint,
    certificateAuthority: cluster.certificateAuthority,
    token,
    stop: () => server.close(),
  };
}
