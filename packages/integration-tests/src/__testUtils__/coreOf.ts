import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';

/** The API of a cluster of the sandbox, for an administrator. */
export function coreOf(kubeconfig: string, cluster = 'prod-eu'): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(cluster);
  return config.makeApiClient(CoreV1Api);
}
