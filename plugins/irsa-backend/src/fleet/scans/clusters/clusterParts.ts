import { valueOf, type ClusterFacts } from '@backstage-irsa/core/model';
import type { ReadPart } from '../unreadFindings';
import type { ClusterObservation } from './ClusterObservation';

/** Returns the parts of the facts about a cluster. */
export function partsOfFacts(facts: ClusterFacts): ReadPart[] {
  const { cluster, nodeGroups, rbac, webhook } = facts;
  const hopLimits = (valueOf(nodeGroups) ?? []).map(group => group.hopLimit);
  return [
    { permissions: ['eks:DescribeCluster'], read: cluster },
    { permissions: ['list mutatingwebhookconfigurations'], read: webhook },
    { permissions: ['eks:DescribeAddon'], read: facts.podIdentityAgent },
    {
      permissions: ['eks:ListNodegroups', 'eks:DescribeNodegroup'],
      read: nodeGroups,
    },
    ...hopLimits.map(read => ({
      permissions: ['ec2:DescribeInstances'],
      read,
    })),
    {
      permissions: [
        ...['list clusterroles', 'list clusterrolebindings'],
        ...['list roles', 'list rolebindings'],
      ],
      read: rbac,
    },
    { permissions: ['eks:ListAccessEntries'], read: facts.accessEntries },
  ];
}

/** Returns everything that a scan reads of a cluster. The pods come first: without them, most is unknown. */
export function partsOf({
  facts,
  associations,
  around,
  nodes,
  pods,
}: ClusterObservation): ReadPart[] {
  return [
    { permissions: ['list pods'], read: pods },
    ...partsOfFacts(facts),
    {
      permissions: ['eks:ListPodIdentityAssociations'],
      read: associations,
    },
    { permissions: ['list namespaces'], read: around.namespaces },
    { permissions: ['list nodes'], read: nodes },
  ];
}
