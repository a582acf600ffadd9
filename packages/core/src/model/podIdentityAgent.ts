/** The add-on and the DaemonSet of the agent. */
export const AGENT_NAME = 'eks-pod-identity-agent';

/**
 * How every installation of the agent labels its pods: the add-on's, Helm's under whatever release, and those of the DaemonSets for hybrid nodes.
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
