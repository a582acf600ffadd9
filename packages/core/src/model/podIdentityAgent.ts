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
