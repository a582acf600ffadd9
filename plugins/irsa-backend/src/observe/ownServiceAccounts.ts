import {
  textOf,
  valueOf,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
import type { KubernetesClients } from './kubernetes/KubernetesClients';
import { readKubernetes } from './read';

/** How Kubernetes names a ServiceAccount that authenticates. */
const USERNAME = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * Returns the ServiceAccounts, as `namespace/name`, that the backend itself authenticates as in a cluster: those of its configured tokens, and those
 * behind kubeconfig files, for which it asks the cluster. Its answer, unlike a name or a namespace, cannot be chosen by others. Leaves out what the
 * cluster does not tell, as before Kubernetes 1.28. Every authenticated identity has the permission for this question.
 */
export async function readOwnServiceAccounts(
  kubernetes: KubernetesClients,
  config: ClusterConfig,
): Promise<string[]> {
  const { access, tokenRequestAccess, ownServiceAccounts = [] } = config;
  const asked = await Promise.all(
    [access, tokenRequestAccess].map(async one => {
      if (one?.type !== 'kubeconfig') return [];
      const read = await readKubernetes(
        config.name,
        'create selfsubjectreviews',
        async () => {
          const api = await kubernetes.authentication(config, one);
          const { status } = await api.createSelfSubjectReview({ body: {} });
          return textOf(status?.userInfo?.username);
        },
      );
      const [, namespace, name] = USERNAME.exec(valueOf(read) ?? '') ?? [];
      return name === undefined ? [] : [`${namespace}/${name}`];
    }),
  );
  return [...new Set([...ownServiceAccounts, ...asked.flat()])];
}
