import {
  objectsOf,
  optionalText,
  InvalidResponseError,
  type Observation,
} from '@backstage-irsa/core/model';
import { kubernetesStatus } from '../kubernetes/errors';
import { repeated } from '../kubernetes/retry';
import { readKubernetes } from '../read';
import { MOST_PAGES } from './pages';

/** Objects asked for at a time: nothing else runs while a page is read. */
const PAGE = 150;

/** How often a list is begun again when the cluster forgets where it was. */
const RESTARTS = 3;

/** One page of a list of the Kubernetes API. */
interface Page<T> {
  items: T[];
  metadata?: { _continue?: string };
}

/** Asks for a page. */
export type ListPage<T> = (page: {
  limit: number;
  _continue?: string;
}) => Promise<Page<T>>;

/** Whether a list must be begun again, since what it was to continue with is forgotten. */
export function isExpired(error: unknown): boolean {
  return kubernetesStatus(error) === 410;
}

/** The pages of a list, in the order of the cluster. @throws what the cluster answers, 410 among it when the list must be begun again. */
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
  throw new InvalidResponseError('a list without an end');
}

/** A whole list, of which only what `convert` makes of each object is kept. */
export function readList<T extends object, U>(
  cluster: string,
  right: string,
  options: {
    list: ListPage<T>;
    convert: (object: T) => U[];
    signal?: AbortSignal;
  },
): Promise<Observation<U[]>> {
  return readKubernetes(cluster, right, async () => {
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
