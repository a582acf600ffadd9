import { InputError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** Returns the cursor of the next page, sorted by cluster, namespace, and name. */
export function cursorAfter(last: ServiceAccountRef): string {
  return Buffer.from(formatServiceAccountRef(last)).toString('base64url');
}

function readCursor(cursor: string): ServiceAccountRef {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [cluster, namespace, name] = text.split('/');
  if (!cluster || !namespace || !name || text.includes('\0')) {
    throw new InputError(
      'Invalid cursor. Use nextCursor of the previous page.',
    );
  }
  return { cluster, namespace, name };
}

/** Returns where a page begins, and its length. @throws InputError */
export function positionOf({
  cursor,
  limit,
}: {
  cursor?: string;
  limit: number;
}): { after?: ServiceAccountRef; limit: number } {
  return cursor === undefined
    ? { limit }
    : { after: readCursor(cursor), limit };
}
