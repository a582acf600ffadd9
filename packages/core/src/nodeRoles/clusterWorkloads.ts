/** What EKS itself runs in `kube-system`, which gets by with what nodes need. Source: "Amazon EKS add-ons", Amazon EKS User Guide. */
const OF_THE_CLUSTER = [
  'daemonset/aws-node',
  'daemonset/kube-proxy',
  'deployment/coredns',
  'daemonset/eks-node-monitoring-agent',
];

/** The agent by Helm has its release in front of it, and the kind of node behind. */
const AGENT = /^daemonset\/([\w-]+-)?eks-pod-identity-agent(-[\w-]+)?$/;

/** Whether a workload is one that EKS itself runs on nodes. */
export function isSystemWorkload(namespace: string, name: string): boolean {
  return (
    namespace === 'kube-system' &&
    (OF_THE_CLUSTER.includes(name) || AGENT.test(name))
  );
}
