import type { Cluster } from '../state/cluster';
import type { KubeApi } from './api';
import { isReady } from './controllers/podsOf';
import type { DaemonSet, Pod } from './objects';
import { daemonSets } from './resources/daemonSets';
import { pods } from './resources/pods';
import { matchesSelector } from './selectors';

/** The name of the EKS Pod Identity Agent add-on and chart. Its DaemonSets add the Helm release or node type to this name. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

const NAMESPACE = 'kube-system';
const NAME_LABEL = 'app.kubernetes.io/name';
const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** Selects the agent's pods by the chart's name label. Hybrid nodes have their own DaemonSets. */
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

/** How the agent is installed in a cluster. */
export interface AgentInstallation {
  /** The Helm release name. The EKS add-on uses the name of the agent. */
  release: string;
  version: string;
  /** Arguments in addition to those of the chart, by flag. */
  args?: Record<string, string>;
  /** The name suffix of the DaemonSet for hybrid nodes. */
  suffix?: '' | '-hybrid';
}

/**
 * Installs the DaemonSet of the agent in a cluster, or updates the one of the same release.
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

/** Removes every DaemonSet of the agent, regardless of its release. */
export function removeAgent(api: KubeApi): void {
  for (const { metadata, spec } of api.store.list(daemonSets, NAMESPACE)) {
    if (matchesSelector(SELECTOR, spec.template.metadata?.labels ?? {})) {
      api.delete(daemonSets, NAMESPACE, metadata.name);
    }
  }
}

/** Recreates the agent's pods, for example after their nodes change. */
export function restartAgent(api: KubeApi): void {
  for (const { metadata } of agentPods(api.cluster)) {
    api.delete(pods, NAMESPACE, metadata.name);
  }
}

/** Checks whether the agent responds on a node, that is, whether its pod there is ready. */
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
