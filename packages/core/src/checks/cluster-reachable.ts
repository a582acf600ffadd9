import { fail, pass, unreadable } from './utils/answer';
import type { Check } from './types';

/** Checks whether EKS knows the cluster and whether the Kubernetes API of the cluster answers. */
export const check: Check = {
  meta: {
    id: 'cluster-reachable',
    link: 'cluster',
    question: 'Does the cluster exist in EKS, and does its API respond?',
    symptoms: ['Unable to connect to the server'],
    requiredPermissions: ['eks:DescribeCluster', 'get serviceaccounts'],
    faults: [],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/cluster-reachable.md',
    needs: [],
    provedByExchange: false,
  },
  run({ cluster, serviceAccount, config }) {
    const where = `${config.eksName} in account ${config.accountId}, ${config.region}`;
    if (cluster.state === 'absent') {
      return fail(`EKS has no cluster ${where}.`, {
        sentence: `Correct eksName, accountId or region of cluster ${config.name} in irsa.clusters, or remove it there. If it was discovered, run a discovery.`,
      });
    }
    if (cluster.state === 'unknown') {
      return unreadable(`Cluster ${where}`, cluster);
    }
    const silent =
      serviceAccount.state === 'unknown' && serviceAccount.right === undefined;
    return silent
      ? unreadable(`The API of cluster ${config.name}`, serviceAccount)
      : pass(`Cluster ${config.eksName} exists in EKS, and its API responds.`);
  },
};
