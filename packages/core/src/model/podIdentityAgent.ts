import type { ObservedPod } from './pods';

/** The name of the agent's add-on and of its DaemonSet. */
export const AGENT_NAME = 'eks-pod-identity-agent';

/**
 * The namespace and labels of the agent's pods in every kind of installation: the add-on, a Helm release of any name, and the DaemonSets for hybrid
 * nodes.
 *
 * Source: the chart of aws/eks-pod-identity-agent.
 */
export const AGENT_PODS = {
  namespace: 'kube-system',
  labelSelector: `app.kubernetes.io/name in (${[
    '',
    '-hybrid',
    '-hybrid-bottlerocket',
  ]
    .map(suffix => `${AGENT_NAME}${suffix}`)
    .join(', ')})`,
};

/** The label that EKS sets on pods that it schedules to Fargate. Source: "Get started with AWS Fargate for your cluster", EKS User Guide. */
const FARGATE_LABEL = 'eks.amazonaws.com/fargate-profile';

/**
 * Returns the platform of a pod if the agent cannot run there; undefined on Linux nodes.
 * Source: "Learn how EKS Pod Identity grants pods access to AWS services", EKS User Guide.
 */
export function platformWithoutAgent({
  labels,
  os,
}: Pick<ObservedPod, 'labels' | 'os'>): 'Fargate' | 'Windows' | undefined {
  if (labels[FARGATE_LABEL] !== undefined) return 'Fargate';
  return os === 'windows' ? 'Windows' : undefined;
}
