import {
  objectsOf,
  optionalText,
  InvalidResponseError,
  type Observation,
} from '@backstage-irsa/core/model';
import { kubernetesStatus } from '../kubernetes/errors';
import { repeated } from '../kubernetes/retry';
import { readKubernetesList } from '../read';
import { MOST_PAGES } from './pages';

/** Objects per page. Parsing a page blocks the event loop. */
const PAGE = 150;

/** How often a list is restarted after the cluster has dropped its continue token. */
const RESTARTS = 3;

/** One page of a list of the Kubernetes API. */
interface Page<T> {
  items: T[];
  metadata?: { _continue?: string };
}

/** Requests a page. */
export type ListPage<T> = (page: {
  limit: number;
  _continue?: string;
}) => Promise<Page<T>>;

/** Whether a list must be restarted because its continue token has expired. */
export function isExpired(error: unknown): boolean {
  return kubernetesStatus(error) === 410;
}

/** Yields the pages of a list, in the cluster's order. @throws the error of the cluster, including 410 if the list must be restarted. */
export async function* pagesOf<T extends object>(
  listPage: ListPage<T>,
  signal?: AbortSignal,
): AsyncGenerator<T[]> {
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    signal?.throwIfAborted();
    const _continue = next;
    const page = await repeated(() => listPage({ limit: PAGE, _continue }));
    yield objectsOf(page.items);
    next = optionalText(page.metadata?._continue) || undefined;
    if (next === undefined) return;
  }
  throw new InvalidResponseError('an endless list');
}

/** Reads a whole list. Keeps only the result of `convert` for each object. */
export function readList<T extends object, U>(
  cluster: string,
  right: string,
  options: {
    list: ListPage<T>;
    convert: (object: T) => U[];
    signal?: AbortSignal;
  },
): Promise<Observation<U[]>> {
  return readKubernetesList(cluster, right, async () => {
    for (let restart = 0; ; restart += 1) {
      try {
        const all: U[] = [];
        for await (const page of pagesOf(options.list, options.signal)) {
          all.push(...page.flatMap(options.convert));
        }
        return all;
      } catch (error) {
        if (!isExpired(error) || restart >= RESTARTS) throw error;
      }
    }
  });
}
