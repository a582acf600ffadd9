import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import {
  matchesRequirements,
  parseFieldSelector,
  parseLabelSelector,
} from '../selectors';
import { badRequest, expired } from '../status';
import { sortKey } from '../store';
import type { Context, Reply } from './context';
import { ok } from './context';
import type { ResourceRequest } from './requestInfo';
import { toTable, wantsTable } from './table';

/** @throws StatusError 404 */
export function get(definition: ResourceDefinition, context: Context): Reply {
  const { request, api } = context;
  const object = api.read(definition, request.namespace, request.name ?? '');
  return ok(asWanted(definition, object, context));
}

/** One object, or a table of one row if the client would rather have that. */
export function asWanted(
  definition: ResourceDefinition,
  object: KubeObject,
  context: Context,
): JsonObject {
  const { resourceVersion } = object.metadata;
  return wantsTable(context.headers.accept)
    ? table(definition, [object], { resourceVersion }, context)
    : object;
}

function table(
  definition: ResourceDefinition,
  objects: KubeObject[],
  metadata: JsonObject,
  { api, request }: Context,
): JsonObject {
  return toTable(
    definition,
    objects,
    metadata,
    api.now(),
    request.query.get('includeObject') ?? 'Metadata',
  );
}

/** Whether an object is among those that the selectors of a request ask for. */
export function selectionOf({
  query,
  name,
}: ResourceRequest): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
  return object =>
    (name === undefined || object.metadata.name === name) &&
    matchesRequirements(labels, object.metadata.labels) &&
    fields(object);
}

/** The objects that a watch begins with, or that a deletion of many is about. */
export function select(
  definition: ResourceDefinition,
  context: Context,
): KubeObject[] {
  return inPlace(definition, context).filter(selectionOf(context.request));
}

/** The objects of the namespace of a request, or of all, whatever its selectors. */
function inPlace(
  definition: ResourceDefinition,
  { api, request }: Context,
): readonly KubeObject[] {
  const namespace = request.namespace || undefined;
  return api.store.list(
    definition,
    definition.namespaced ? namespace : undefined,
  );
}

/**
 * A list, or a page of one.
 * @throws StatusError 400 for a bad `limit` or `continue`
 */
export function list(definition: ResourceDefinition, context: Context): Reply {
  const { api, request } = context;
  const limit = Number(request.query.get('limit') ?? 0);
  if (!Number.isInteger(limit) || limit < 0) {
    throw badRequest('limit must be a whole number, not below 0');
  }
  const after = readContinue(request.query.get('continue'));
  const { items, more } = pageOf(definition, context, after, limit || Infinity);
  const metadata: JsonObject = {
    resourceVersion: String(api.store.revision),
    ...(more && {
      continue: writeContinue(items[items.length - 1]),
      ...more,
    }),
  };
  return ok(
    wantsTable(context.headers.accept)
      ? table(definition, items, metadata, context)
      : {
          kind: `${definition.kind}List`,
          apiVersion: apiVersionOf(definition),
          metadata,
          items,
        },
  );
}

/**
 * So many objects after a key. `more` is there when others follow; as at a real API server it counts them only for a request without selectors.
 */
function pageOf(
  definition: ResourceDefinition,
  context: Context,
  after: string | undefined,
  limit: number,
): { items: KubeObject[]; more?: { remainingItemCount?: number } } {
  const { query, name } = context.request;
  const objects = inPlace(definition, context);
  const start = after === undefined ? 0 : indexAfter(objects, after);
  const isSelective =
    name !== undefined ||
    Boolean(query.get('labelSelector') || query.get('fieldSelector'));
  if (!isSelective) {
    const items = objects.slice(start, start + limit);
    const remainingItemCount = objects.length - start - items.length;
    return remainingItemCount > 0
      ? { items, more: { remainingItemCount } }
      : { items };
  }
  const isSelected = selectionOf(context.request);
  const items: KubeObject[] = [];
  for (let i = start; i < objects.length; i++) {
    if (isSelected(objects[i])) {
      if (items.length === limit) {
        return { items, more: {} };
      }
      items.push(objects[i]);
    }
  }
  return { items };
}

/** Where in a sorted list the objects begin whose key is greater. */
function indexAfter(objects: readonly KubeObject[], after: string): number {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sortKey(objects[middle]) > after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function writeContinue(last: KubeObject): string {
  return Buffer.from(JSON.stringify({ after: sortKey(last) })).toString(
    'base64url',
  );
}

function readContinue(token: string | null): string | undefined {
  if (!token) {
    return undefined;
  }
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof after === 'string') {
      return after;
    }
  } catch {
    // Answered below, as a token that was never given out.
  }
  throw expired('The provided continue parameter is not valid or too old');
}
