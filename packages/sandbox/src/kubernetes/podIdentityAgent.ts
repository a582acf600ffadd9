import type { Cluster } from '../state/cluster';
import type { KubeApi } from './api';
import { isReady } from './controllers/podsOf';
import type { DaemonSet, Pod } from './objects';
import { daemonSets } from './resources/daemonSets';
import { pods } from './resources/pods';
import { matchesSelector } from './selectors';

/** The EKS Pod Identity Agent: the name of the add-on, of the chart, and of its DaemonSet but for the release and the kind of node. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

const NAMESPACE = 'kube-system';
const NAME_LABEL = 'app.kubernetes.io/name';
const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** What the chart names its pods by: hybrid nodes have DaemonSets of their own. */
const SELECTOR = {
  matchExpressions: [
    {
      key: NAME_LABEL,
      operator: 'In' as const,
      values: ['', '-hybrid', '-hybrid-bottlerocket'].map(
        suffix => `${POD_IDENTITY_AGENT}${suffix}`,
      ),
    },
  ],
};

/** How the agent comes into a cluster. */
export interface AgentInstallation {
  /** Of Helm; the add-on's is the name of the agent. */
  release: string;
  version: string;
  /** Beside those of the chart, by flag. */
  args?: Record<string, string>;
  /** Of the DaemonSet for hybrid nodes. */
  suffix?: '' | '-hybrid';
}

/**
 * Puts the DaemonSet of the agent into a cluster, or changes the one of the same release.
 *
 * Source: the chart of aws/eks-pod-identity-agent.
 */
export function installAgent(
  api: KubeApi,
  installation: AgentInstallation,
): void {
  const manifest = daemonSetOf(api.cluster, installation);
  const { release } = installation;
  const options = {
    writer: {
      manager: release === POD_IDENTITY_AGENT ? 'eks' : 'helm',
      operation: 'Update',
    },
  } as const;
  const { name } = manifest.metadata;
  const present = api.store.get(daemonSets, NAMESPACE, name);
  if (present) {
    api.update(daemonSets, { ...present, spec: manifest.spec }, options);
  } else {
    api.create(daemonSets, manifest, options);
  }
}

/** Takes every DaemonSet of the agent away, of whatever release. */
export function removeAgent(api: KubeApi): void {
  for (const { metadata, spec } of api.store.list(daemonSets, NAMESPACE)) {
    if (matchesSelector(SELECTOR, spec.template.metadata?.labels ?? {})) {
      api.delete(daemonSets, NAMESPACE, metadata.name);
    }
  }
}

/** Makes the agent's pods again, as after a change of their nodes. */
export function restartAgent(api: KubeApi): void {
  for (const { metadata } of agentPods(api.cluster)) {
    api.delete(pods, NAMESPACE, metadata.name);
  }
}

/** Whether an agent answers on a node: where its pod is ready. */
export function answersOn(cluster: Cluster, nodeName: string): boolean {
  return agentPods(cluster).some(
    pod => pod.spec.nodeName === nodeName && isReady(pod),
  );
}

function agentPods(cluster: Cluster): Pod[] {
  return cluster.store
    .list(pods, NAMESPACE)
    .filter(({ metadata }) => matchesSelector(SELECTOR, metadata.labels ?? {}));
}

function daemonSetOf(
  { name: clusterName, region }: Cluster,
  { release, version, args = {}, suffix = '' }: AgentInstallation,
): DaemonSet {
  const prefix = release.includes(POD_IDENTITY_AGENT)
    ? release
    : `${release}-${POD_IDENTITY_AGENT}`;
  const labels = {
    [NAME_LABEL]: `${POD_IDENTITY_AGENT}${suffix}`,
    [INSTANCE_LABEL]: release,
  };
  const image = `602401143452.dkr.ecr.${region}.amazonaws.com/eks/eks-pod-identity-agent:${version}`;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: `${prefix}${suffix}`, namespace: NAMESPACE, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          initContainers: [{ name: `${POD_IDENTITY_AGENT}-init`, image }],
          containers: [
            {
              name: POD_IDENTITY_AGENT,
              image,
              args: [
                ...['--port', '80', '--cluster-name', clusterName],
                ...['--probe-port', '2703'],
                ...Object.entries(args).flat(),
              ],
              env: [{ name: 'AWS_REGION', value: region }],
            },
          ],
        },
      },
    },
  };
}
