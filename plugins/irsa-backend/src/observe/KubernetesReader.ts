import type {
  V1MutatingWebhook,
  V1ServiceAccount,
} from '@kubernetes/client-node';
import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig } from '../config/types';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { absent, found, type Observation } from './observation';
import { hasEnded, toIso, toPod } from './pods';
import { readKubernetes } from './read';
import type {
  ObservedNamespace,
  ObservedPod,
  ObservedServiceAccount,
  ObservedWebhook,
} from './types';

/** The name under which EKS registers it, and under which the open-source deployment does. */
const WEBHOOK_NAME = 'pod-identity-webhook';

/** Pods asked for at a time. */
const PAGE = 500;

/** When each annotation was last written: a later manager of the same key wins. */
function annotationTimes(account: V1ServiceAccount): Record<string, string> {
  const times: Record<string, string> = {};
  for (const entry of account.metadata?.managedFields ?? []) {
    const fields = entry.fieldsV1 as
      | { 'f:metadata'?: { 'f:annotations'?: Record<string, unknown> } }
      | undefined;
    const keys = Object.keys(fields?.['f:metadata']?.['f:annotations'] ?? {});
    const time = toIso(entry.time);
    for (const key of keys.map(name => name.replace(/^f:/, ''))) {
      if (time > (times[key] ?? '')) times[key] = time;
    }
  }
  return times;
}

function touchesPods(webhook: V1MutatingWebhook): boolean {
  return (webhook.rules ?? []).some(rule =>
    (rule.resources ?? []).some(name => name === 'pods' || name === '*'),
  );
}

/** Narrow reads of one cluster. */
export class KubernetesReader {
  readonly #clients: KubernetesClients;
  readonly #cluster: ClusterConfig;

  constructor(clients: KubernetesClients, cluster: ClusterConfig) {
    this.#clients = clients;
    this.#cluster = cluster;
  }

  serviceAccount(
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedServiceAccount>> {
    return this.#read('get serviceaccounts', async () => {
      const core = await this.#clients.core(this.#cluster);
      const account = await core.readNamespacedServiceAccount({
        name: ref.name,
        namespace: ref.namespace,
      });
      return {
        uid: account.metadata?.uid ?? '',
        annotations: account.metadata?.annotations ?? {},
        labels: account.metadata?.labels ?? {},
        createdAt: toIso(account.metadata?.creationTimestamp),
        annotatedAt: annotationTimes(account),
      };
    });
  }

  namespace(name: string): Promise<Observation<ObservedNamespace>> {
    return this.#read('get namespaces', async () => {
      const core = await this.#clients.core(this.#cluster);
      const namespace = await core.readNamespace({ name });
      return {
        uid: namespace.metadata?.uid ?? '',
        phase: namespace.status?.phase ?? 'Active',
      };
    });
  }

  /** The names of all namespaces. */
  namespaces(): Promise<Observation<string[]>> {
    return this.#read('list namespaces', async () => {
      const core = await this.#clients.core(this.#cluster);
      const names: string[] = [];
      let next: string | undefined;
      do {
        const page = await core.listNamespace({ limit: PAGE, _continue: next });
        names.push(...page.items.map(item => item.metadata?.name ?? ''));
        next = page.metadata?._continue || undefined;
      } while (next !== undefined);
      return names;
    });
  }

  /** The pods that run as the ServiceAccount and have not ended. */
  pods(ref: ServiceAccountRef): Promise<Observation<ObservedPod[]>> {
    return this.#read('list pods', async () => {
      const core = await this.#clients.core(this.#cluster);
      const pods: ObservedPod[] = [];
      let next: string | undefined;
      do {
        const page = await core.listNamespacedPod({
          namespace: ref.namespace,
          fieldSelector: `spec.serviceAccountName=${ref.name}`,
          limit: PAGE,
          _continue: next,
        });
        pods.push(
          ...page.items
            .filter(pod => pod.spec?.serviceAccountName === ref.name)
            .filter(pod => !hasEnded(pod))
            .map(toPod),
        );
        next = page.metadata?._continue || undefined;
      } while (next !== undefined);
      return pods;
    });
  }

  async webhook(): Promise<Observation<ObservedWebhook>> {
    const listed = await this.#read(
      'list mutatingwebhookconfigurations',
      async () => {
        const api = await this.#clients.admission(this.#cluster);
        return (await api.listMutatingWebhookConfiguration()).items;
      },
    );
    if (listed.state !== 'found') return listed;
    const configuration = listed.value.find(
      item =>
        item.metadata?.name?.includes(WEBHOOK_NAME) &&
        (item.webhooks ?? []).some(touchesPods),
    );
    return configuration
      ? found({
          name: configuration.metadata?.name ?? WEBHOOK_NAME,
          hasCaBundle: (configuration.webhooks ?? [])
            .filter(touchesPods)
            .every(webhook => Boolean(webhook.clientConfig.caBundle)),
        })
      : absent();
  }

  #read<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readKubernetes(this.#cluster.name, right, read);
  }
}
