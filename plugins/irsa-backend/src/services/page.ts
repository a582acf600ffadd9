import { InputError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';

/** One page of a list in the order of cluster, namespace and name. */
export function pageOf<T extends ServiceAccountRef>(
  all: T[],
  { cursor, limit }: { cursor?: string; limit: number },
): { items: T[]; total: number; nextCursor?: string } {
  const start = cursor === undefined ? 0 : after(all, cursor);
  const items = all.slice(start, start + limit);
  const last = items[items.length - 1];
  return {
    items,
    total: all.length,
    ...(last &&
      start + items.length < all.length && {
        nextCursor: Buffer.from(formatServiceAccountRef(last)).toString(
          'base64url',
        ),
      }),
  };
}

/** The index of the first one after the cursor. */
function after(all: ServiceAccountRef[], cursor: string): number {
  const [cluster, namespace, name] = Buffer.from(cursor, 'base64url')
    .toString('utf8')
    .split('/');
  if (!cluster || !namespace || !name) {
    throw new InputError('The cursor is none that a page gave out.');
  }
  const key = [cluster, namespace, name];
  const index = all.findIndex(one =>
    isAfter([one.cluster, one.namespace, one.name], key),
  );
  return index === -1 ? all.length : index;
}

function isAfter(a: string[], b: string[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && a[at] > b[at];
}
