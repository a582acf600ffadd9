export { KubeApi } from './api';
export type { AuthenticateAwsToken } from './access/authentication';
export { kubeconfig, writeKubeconfig } from './kubeconfig';
export { makeCluster, type ClusterSpec } from './makeCluster';
export type {
  KubernetesServer,
  KubernetesServerOptions,
} from './kubernetesServer';
export { startKubernetesServer } from './kubernetesServer';
export { KubeStore } from './store';
