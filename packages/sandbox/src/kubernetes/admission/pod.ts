import { usedAssociationOf } from '../../aws/eks/podIdentityAssociations';
import type { Cluster } from '../../state/cluster';
import { randomSuffix } from '../metadata';
import type { Pod, ServiceAccount, Volume } from '../objects';
import { mutatingWebhookConfigurations } from '../resources/mutatingWebhookConfigurations';
import { serviceAccounts } from '../resources/serviceAccounts';
import { forbidden } from '../status';
import { injectPodIdentity, isWebhookActive } from '../webhook/podIdentity';

const API_TOKEN_MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Admits a new pod: runs the ServiceAccount plugin (Kubernetes, "Configure Service Accounts for Pods"), then the EKS pod identity webhook.
 * @throws StatusError 403 if the ServiceAccount does not exist
 */
export function admitPod(pod: Pod, cluster: Cluster): Pod {
  const { namespace = '', name } = pod.metadata;
  const accountName = pod.spec.serviceAccountName || 'default';
  const account = cluster.store.get(serviceAccounts, namespace, accountName);
  if (!account) {
    throw forbidden(
      { group: '', kind: 'pods', name },
      `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`,
    );
  }
  const admitted = mountApiToken(
    {
      ...pod,
      spec: {
        ...pod.spec,
        serviceAccountName: accountName,
        serviceAccount: accountName,
      },
    },
    account,
  );
  return runWebhook(admitted, account, cluster);
}

/** Runs the webhook. It reads ServiceAccounts through a cache, and treats one that is not cached yet as one without a role. */
function runWebhook(pod: Pod, account: ServiceAccount, cluster: Cluster): Pod {
  const { namespace = '', name } = account.metadata;
  const isKnown = !cluster.unknownToWebhook.has(`${namespace}/${name}`);
  return isKnown &&
    isWebhookActive(cluster.store.all(mutatingWebhookConfigurations))
    ? injectPodIdentity(pod, account, {
        region: cluster.region,
        associated:
          usedAssociationOf(cluster, { namespace, name }) !== undefined,
      })
    : pod;
}

function mountApiToken(pod: Pod, account: ServiceAccount): Pod {
  const wanted =
    pod.spec.automountServiceAccountToken ??
    account.automountServiceAccountToken ??
    true;
  if (!wanted) {
    return pod;
  }
  const volumes = pod.spec.volumes ?? [];
  const name = `kube-api-access-${randomSuffix()}`;
  const mount = { name, mountPath: API_TOKEN_MOUNT, readOnly: true };
  const withMount = (container: Pod['spec']['containers'][number]) =>
    container.volumeMounts?.some(
      ({ mountPath }) => mountPath === API_TOKEN_MOUNT,
    )
      ? container
      : {
          ...container,
          volumeMounts: [...(container.volumeMounts ?? []), mount],
        };
  return {
    ...pod,
    spec: {
      ...pod.spec,
      volumes: [...volumes, apiTokenVolume(name)],
      containers: pod.spec.containers.map(withMount),
      ...(pod.spec.initContainers && {
        initContainers: pod.spec.initContainers.map(withMount),
      }),
    },
  };
}

function apiTokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        {
          configMap: {
            name: 'kube-root-ca.crt',
            items: [{ key: 'ca.crt', path: 'ca.crt' }],
          },
        },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}
