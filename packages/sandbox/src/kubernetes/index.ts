export { kubeconfig, writeKubeconfig } from './kubeconfig';
export {
  startKubernetesServer,
  type KubernetesServer,
} from './kubernetesServer';
export { makeCluster } from './makeCluster';
