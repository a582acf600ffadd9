import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';

/** Returns an administrator's client for a sandbox cluster. */
export function coreOf(kubeconfig: string, cluster = 'prod-eu'): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(cluster);
  return config.makeApiClient(CoreV1Api);
}
