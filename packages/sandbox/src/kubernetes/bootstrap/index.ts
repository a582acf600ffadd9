import type { KubeApi } from '../api';
import { clusterRoleBindings, clusterRoles } from '../resources/rbac';
import { mutatingWebhookConfigurations } from '../resources/mutatingWebhookConfigurations';
import { namespaces } from '../resources/namespaces';
import { bindings, roles } from './rbac';
import { podIdentityWebhook } from './webhook';

const SYSTEM_NAMESPACES = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
];

/** Creates what every new EKS cluster contains: namespaces, RBAC objects, and the pod identity webhook. */
export function bootstrapCluster(api: KubeApi): void {
  const options = {
    writer: { manager: 'kube-apiserver', operation: 'Update' },
  } as const;
  for (const name of SYSTEM_NAMESPACES) {
    api.create(
      namespaces,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      options,
    );
  }
  roles.forEach(role => api.create(clusterRoles, role, options));
  bindings.forEach(binding =>
    api.create(clusterRoleBindings, binding, options),
  );
  api.create(
    mutatingWebhookConfigurations,
    podIdentityWebhook(api.cluster.certificateAuthority),
    options,
  );
}
