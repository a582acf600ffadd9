import { principalOfEksToken } from './aws/sts/eksToken';
import { startKubernetesServer } from './kubernetes';
import { listenError } from './server/http';
import type { Cluster } from './state/cluster';
import type { World } from './state/world';

/**
 * The API server of a cluster.
 *
 * @public
 */
export interface SandboxCluster {
  name: string;
  endpoint: string;
  /** Stops the API server: it refuses new connections. */
  stop(): Promise<void>;
  /** Starts the stopped API server again on the same port, with all its objects. */
  start(): Promise<void>;
  /** Closes all connections and makes the API server present a certificate that is valid until `end` on new ones. */
  certifyUntil(end: Date): Promise<void>;
}

/** Starts the API servers of all clusters. A cluster without a port gets any free port. @throws ListenError */
export async function startClusters(
  world: World,
  host: string,
  ports: number[],
): Promise<SandboxCluster[]> {
  const clusters: SandboxCluster[] = [];
  for (const [index, cluster] of [...world.clusters.values()].entries()) {
    const port = ports[index] ?? 0;
    try {
      clusters.push(await startCluster(world, cluster, { host, port }));
    } catch (error) {
      await Promise.all(clusters.map(({ stop }) => stop()));
      throw listenError(error, {
        host,
        port,
        setting: '--cluster-ports or IRSA_SANDBOX_CLUSTER_PORTS',
      });
    }
  }
  return clusters;
}

/** Starts the API server of one cluster. */
export async function startCluster(
  world: World,
  cluster: Cluster,
  address: { host: string; port: number },
): Promise<SandboxCluster> {
  const server = await startKubernetesServer(world, cluster, {
    ...address,
    authenticateAwsToken: token =>
      principalOfEksToken(world, cluster.name, token),
  });
  return {
    name: cluster.name,
    endpoint: server.endpoint,
    stop: server.close,
    start: server.reopen,
    certifyUntil: server.certifyUntil,
  };
}
