import { KubeApi } from '../kubernetes/api';
import type { PodSpec } from '../kubernetes/objects';
import { daemonSets } from '../kubernetes/resources/daemonSets';
import { deployments } from '../kubernetes/resources/deployments';
import { namespaces } from '../kubernetes/resources/namespaces';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Cluster } from '../state/cluster';

const TEAMS: Record<string, string> = {
  production: 'orders',
  payments: 'payments',
  data: 'data',
  platform: 'platform',
  shop: 'shop',
};

export function createNamespaces(cluster: Cluster, at: Date): void {
  const api = new KubeApi(cluster, () => at);
  for (const [name, team] of Object.entries(TEAMS)) {
    api.create(
      namespaces,
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { team } },
      },
      { writer: { manager: 'terraform', operation: 'Update' } },
    );
  }
}

const IMAGES = 'public.ecr.aws/eks-distro';

/** Adds the workloads of `kube-system`. */
export function addSystemWorkloads(cluster: Cluster, at: Date): void {
  const api = new KubeApi(cluster, () => at);
  const options = { writer: { manager: 'eks', operation: 'Update' } } as const;
  for (const name of ['aws-node', 'kube-proxy', 'coredns']) {
    api.create(
      serviceAccounts,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace: 'kube-system' },
      },
      options,
    );
  }
  for (const name of ['aws-node', 'kube-proxy']) {
    api.create(daemonSets, systemWorkload('DaemonSet', name), options);
  }
  api.create(deployments, systemWorkload('Deployment', 'coredns'), options);
}

function systemWorkload(kind: string, name: string) {
  const labels = { 'k8s-app': name };
  const spec: PodSpec = {
    serviceAccountName: name,
    hostNetwork: kind === 'DaemonSet',
    containers: [{ name, image: `${IMAGES}/${name}:v1.32` }],
  };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  };
}
