/** The workloads that EKS runs in `kube-system`. They need no more than nodes. Source: "Amazon EKS add-ons", Amazon EKS User Guide. */
const OF_THE_CLUSTER = [
  'daemonset/aws-node',
  'daemonset/kube-proxy',
  'deployment/coredns',
  'daemonset/eks-node-monitoring-agent',
];

/** The agent's DaemonSet. With Helm, the release name precedes it and the node type follows it. */
const AGENT = /^daemonset\/([\w-]+-)?eks-pod-identity-agent(-[\w-]+)?$/;

/** Whether a workload is one that EKS itself runs on nodes. */
export function isSystemWorkload(namespace: string, name: string): boolean {
  return (
    namespace === 'kube-system' &&
    (OF_THE_CLUSTER.includes(name) || AGENT.test(name))
  );
}
