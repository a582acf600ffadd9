import { KubeApi } from '../kubernetes/api';
import { roleBindings } from '../kubernetes/resources/rbac';
import type { Cluster } from '../state/cluster';

const GROUP = 'rbac.authorization.k8s.io';

/** Lets on-call staff change workloads in production, which lets them act as its ServiceAccounts. */
export function addOnCall(cluster: Cluster, at: Date): void {
  new KubeApi(cluster, () => at).create(
    roleBindings,
    {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'on-call', namespace: 'production' },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'edit' },
      subjects: [{ kind: 'Group', apiGroup: GROUP, name: 'on-call' }],
    },
    { writer: { manager: 'terraform', operation: 'Update' } },
  );
}
