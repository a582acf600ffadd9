import type {
  V1MutatingWebhook,
  V1Namespace,
  V1Pod,
} from '@kubernetes/client-node';
import {
  type ServiceAccountRef,
  type ClusterConfig,
  objectsOf,
  optionalText,
  textOf,
  textsOf,
  absent,
  found,
  type Observation,
  AGENT_PODS,
  type ObservedNamespace,
  type ObservedPod,
  type ObservedServiceAccount,
  type ObservedWebhook,
} from '@backstage-irsa/core/model';
import type { KubernetesClients } from './kubernetes/KubernetesClients';
import { pagesOf, type ListPage } from './bulk/lists';
import { toAgentPods, type AgentPod } from './agentPods';
import { certificatesOf } from './certificates';
import { APPLICATION_LABELS, isLabelValue } from './similarPods';
import { toNamespace, toServiceAccount } from './objects';
import { hasEnded, toPod } from './pods';
import { once } from '../lib/once';
import { readKubernetes, readKubernetesList } from './read';

/** The name under which both EKS and the open-source deployment register the webhook. */
const WEBHOOK_NAME = 'pod-identity-webhook';

function filterPods(
  pods: Observation<ObservedPod[]>,
  keep: (pod: ObservedPod) => boolean,
): Observation<ObservedPod[]> {
  return pods.state === 'found' ? found(pods.value.filter(keep)) : pods;
}

function toWebhook(name: string, entry: V1MutatingWebhook): ObservedWebhook {
  const { clientConfig } = entry;
  const caBundle = optionalText(clientConfig?.caBundle);
  const url = optionalText(clientConfig?.url);
  const caCertificates = caBundle ? certificatesOf(caBundle) : undefined;
  return {
    name,
    entry: textOf(entry.name),
    ...(url !== undefined && { url }),
    hasCaBundle: Boolean(caBundle),
    reviewVersions: textsOf(entry.admissionReviewVersions),
    ...(caCertificates && { caCertificates }),
  };
}

function touchesPods(webhook: V1MutatingWebhook): boolean {
  return objectsOf(webhook.rules).some(rule =>
    textsOf(rule.resources).some(name => name === 'pods' || name === '*'),
  );
}

/** Reads objects of one cluster, with a narrow call for each. */
export class KubernetesReader {
  readonly #clients: KubernetesClients;
  readonly #cluster: ClusterConfig;

  /** The pods of the EKS Pod Identity Agent that have not ended. They are read once. */
  readonly agentPods = once(() =>
    this.#readList('list pods', async () => {
      const core = await this.#clients.core(this.#cluster);
      const pods: AgentPod[] = [];
      const list: ListPage<V1Pod> = page =>
        core.listNamespacedPod({ ...AGENT_PODS, ...page });
      for await (const items of pagesOf(list)) pods.push(...toAgentPods(items));
      return pods;
    }),
  );

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
      return toServiceAccount(account);
    });
  }

  namespace(name: string): Promise<Observation<ObservedNamespace>> {
    return this.#read('get namespaces', async () => {
      const core = await this.#clients.core(this.#cluster);
      return toNamespace(await core.readNamespace({ name }));
    });
  }

  /** Lists the names of all namespaces. */
  namespaces(): Promise<Observation<string[]>> {
    return this.#readList('list namespaces', async () => {
      const core = await this.#clients.core(this.#cluster);
      const names: string[] = [];
      const list: ListPage<V1Namespace> = page => core.listNamespace(page);
      for await (const items of pagesOf(list)) {
        names.push(...items.map(({ metadata }) => textOf(metadata?.name)));
      }
      return names;
    });
  }

  /** Lists the pods that run as the ServiceAccount and have not ended. */
  async pods(ref: ServiceAccountRef): Promise<Observation<ObservedPod[]>> {
    const pods = await this.#pods(ref.namespace, {
      fieldSelector: `spec.serviceAccountName=${ref.name}`,
    });
    return filterPods(pods, pod => pod.serviceAccountName === ref.name);
  }

  /** Lists the pods of a namespace that have not ended. */
  podsOfNamespace(namespace: string): Promise<Observation<ObservedPod[]>> {
    return this.#pods(namespace, {});
  }

  async webhook(): Promise<Observation<ObservedWebhook>> {
    const listed = await this.#read(
      'list mutatingwebhookconfigurations',
      async () => {
        const api = await this.#clients.admission(this.#cluster);
        const { items } = await api.listMutatingWebhookConfiguration();
        return objectsOf(items).flatMap(configuration => {
          const name = textOf(configuration.metadata?.name);
          const entry = objectsOf(configuration.webhooks).find(touchesPods);
          return name.includes(WEBHOOK_NAME) && entry
            ? [toWebhook(name, entry)]
            : [];
        });
      },
    );
    if (listed.state !== 'found') return listed;
    return listed.value.length > 0 ? found(listed.value[0]) : absent();
  }

  /**
   * Returns pods that look like pods of the ServiceAccount but run as another one. They are found by the label that Kubernetes recommends for the
   * name of an application, or by the older `app` label. Searches only if no pod runs as this ServiceAccount.
   */
  async similarPods(
    ref: ServiceAccountRef,
    own: Observation<ObservedPod[]>,
  ): Promise<Observation<ObservedPod[]>> {
    if (own.state !== 'found') return own;
    if (own.value.length > 0) return absent();
    if (!isLabelValue(ref.name)) return absent();
    for (const label of APPLICATION_LABELS) {
      const pods = await this.#pods(ref.namespace, {
        labelSelector: `${label}=${ref.name}`,
      });
      const others = filterPods(
        pods,
        pod => pod.serviceAccountName !== ref.name,
      );
      if (others.state !== 'found' || others.value.length > 0) return others;
    }
    return absent();
  }

  #pods(
    namespace: string,
    selector: { fieldSelector?: string; labelSelector?: string },
  ): Promise<Observation<ObservedPod[]>> {
    return this.#readList('list pods', async () => {
      const core = await this.#clients.core(this.#cluster);
      const pods: ObservedPod[] = [];
      const list: ListPage<V1Pod> = page =>
        core.listNamespacedPod({ namespace, ...selector, ...page });
      for await (const items of pagesOf(list)) {
        pods.push(...items.filter(pod => !hasEnded(pod)).map(toPod));
      }
      return pods;
    });
  }

  #read<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readKubernetes(this.#cluster.name, right, read);
  }

  #readList<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readKubernetesList(this.#cluster.name, right, read);
  }
}
