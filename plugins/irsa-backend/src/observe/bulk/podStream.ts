import type { V1Pod } from '@kubernetes/client-node';
import {
  optionalText,
  textOf,
  type ObservedPod,
} from '@backstage-irsa/core/model';
import { controllerOf, hasEnded, toPod } from '../pods';
import { isExpired, pagesOf, type ListPage } from './lists';

/** A pod, its workload, and its node. */
export interface PlacedPod {
  pod: ObservedPod;
  /** The controller of the pod, such as `deployment/orders`, or `pod/<name>` for a standalone pod. */
  workload: string;
  /** Absent until the pod is scheduled. */
  nodeName?: string;
}

/** The pods of a namespace that have not ended. */
export interface NamespacePods {
  namespace: string;
  pods: PlacedPod[];
}

/** How often the list is restarted. */
const RESTARTS = 5;

/**
 * Yields all pods of a cluster, one namespace at a time. Lists are ordered by namespace, so each namespace can be released after use. If the cluster
 * drops the continue token, the list is restarted, and namespaces that were complete are skipped. Source: "Kubernetes API Concepts", on retrieving
 * large results sets in chunks.
 *
 * @throws the error of the cluster
 */
export async function* podsByNamespace(
  list: ListPage<V1Pod>,
  signal?: AbortSignal,
): AsyncGenerator<NamespacePods> {
  const done = new Set<string>();
  for (let restart = 0; ; restart += 1) {
    try {
      yield* onePass(list, done, signal);
      return;
    } catch (error) {
      if (!isExpired(error) || restart >= RESTARTS) throw error;
    }
  }
}

async function* onePass(
  list: ListPage<V1Pod>,
  done: Set<string>,
  signal?: AbortSignal,
): AsyncGenerator<NamespacePods> {
  let current: NamespacePods | undefined;
  for await (const page of pagesOf(list, signal)) {
    for (const pod of page) {
      const namespace = textOf(pod.metadata?.namespace);
      if (done.has(namespace)) continue;
      if (current && current.namespace !== namespace) {
        done.add(current.namespace);
        yield current;
        current = undefined;
      }
      if (done.has(namespace)) continue;
      current ??= { namespace, pods: [] };
      if (!hasEnded(pod)) current.pods.push(placed(pod));
    }
  }
  if (current) {
    done.add(current.namespace);
    yield current;
  }
}

function placed(object: V1Pod): PlacedPod {
  const nodeName = optionalText(object.spec?.nodeName);
  const pod = toPod(object);
  return {
    pod,
    workload: pod.workload ?? makerOf(object) ?? `pod/${pod.name}`,
    ...(nodeName !== undefined && { nodeName }),
  };
}

/** Returns the controller of a pod. A CronJob names its Jobs after itself plus a number for the time. */
function makerOf(pod: V1Pod): string | undefined {
  const owner = controllerOf(pod);
  if (!owner) return undefined;
  const [, cronJob] = /^(.+)-\d{6,}$/.exec(owner.name) ?? [];
  return owner.kind === 'Job' && cronJob !== undefined
    ? `cronjob/${cronJob}`
    : `${owner.kind.toLocaleLowerCase('en-US')}/${owner.name}`;
}
