import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import { apiVersionOf, type ResourceDefinition } from '../resources/definition';
import {
  matchesRequirements,
  parseFieldSelector,
  parseLabelSelector,
} from '../selectors';
import { badRequest } from '../status';
import { sortKey } from '../store';
import { ok, type Context, type Reply } from './context';
import type { ResourceRequest } from './requestInfo';

/** Checks whether the client prefers a table, as `kubectl get` does (`Accept: application/json;as=Table`). */
function wantsTable(accept: string | undefined): boolean {
  const [first = ''] = (accept ?? '').split(',');
  return /;\s*as=Table\b/.test(first);
}

/** Returns objects as the rows of a table (Kubernetes, "API Concepts", "Receiving resources as Tables"). */
function toTable(
  definition: ResourceDefinition,
  objects: KubeObject[],
  metadata: JsonObject,
  now: Date,
  includeObject: string,
): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: definition.columns.map(
      ({ name, type = 'string', wide }) => ({
        name,
        type,
        format: name === 'Name' ? 'name' : '',
        description: name,
        priority: wide ? 1 : 0,
      }),
    ),
    rows: objects.map(object => ({
      cells: definition.columns.map(column => column.cell(object, now)),
      ...(includeObject !== 'None' && {
        object:
          includeObject === 'Object'
            ? object
            : {
                kind: 'PartialObjectMetadata',
                apiVersion: 'meta.k8s.io/v1',
                metadata: object.metadata,
              },
      }),
    })),
  };
}

/**
 * Returns one object.
 * @throws StatusError 404
 */
export function get(definition: ResourceDefinition, context: Context): Reply {
  const { request, api } = context;
  const object = api.read(definition, request.namespace, request.name ?? '');
  return ok(asWanted(definition, object, context));
}

/** Returns one object, or a table with one row if the client prefers that. */
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

/** Returns a predicate for the objects that match the selectors of a request. */
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

/** Returns the objects that a watch starts with, or that a bulk deletion removes. */
export function select(
  definition: ResourceDefinition,
  context: Context,
): KubeObject[] {
  return inPlace(definition, context).filter(selectionOf(context.request));
}

/** Returns the objects of the request's namespace (or of all), as of a revision of the store. Ignores the selectors. */
function inPlace(
  definition: ResourceDefinition,
  { api, request }: Context,
  revision = api.store.revision,
): readonly KubeObject[] {
  const namespace = (definition.namespaced && request.namespace) || undefined;
  return api.store.listAt(definition, revision, namespace);
}

/**
 * Returns a list, or a page of one, as of the time when the list started (Kubernetes, "API Concepts", "Retrieving large results sets in chunks").
 * @throws StatusError 400 for an invalid `limit` or `continue`, 410 if the history does not reach back far enough
 */
export function list(definition: ResourceDefinition, context: Context): Reply {
  const { api, request } = context;
  const asked = request.query.get('limit') || '0';
  const limit = Number(asked);
  if (!Number.isInteger(limit)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(asked)}: invalid syntax`,
    );
  }
  const position = readContinue(
    request.query.get('continue'),
    api.store.revision,
  );
  const { items, more } = pageOf(
    definition,
    context,
    position,
    limit > 0 ? limit : Infinity,
  );
  const metadata: JsonObject = {
    resourceVersion: String(position.revision),
    ...(more && {
      continue: writeContinue(items[items.length - 1], position.revision),
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
          items: items.map(withoutType),
        },
  );
}

/** Removes kind and API version: lists state them once, not in their items. */
export function withoutType(object: KubeObject): JsonObject {
  const { kind: _, apiVersion: __, ...rest } = object;
  return rest;
}

/**
 * Returns up to `limit` objects after a key. `more` is set if further objects follow. As on a real API server, it counts them only if the request has
 * no selectors.
 */
function pageOf(
  definition: ResourceDefinition,
  context: Context,
  { after, revision }: Position,
  limit: number,
): { items: KubeObject[]; more?: { remainingItemCount?: number } } {
  const { query, name } = context.request;
  const objects = inPlace(definition, context, revision);
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

/** Returns the index of the first object with a greater key in a sorted list. */
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

interface Position {
  /** The key of the last object on the previous page. Undefined for the first page. */
  after?: string;
  /** The revision of the store when the list started. */
  revision: number;
}

function writeContinue(last: KubeObject, revision: number): string {
  const position: Position = { after: sortKey(last), revision };
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readContinue(token: string | null, now: number): Position {
  if (!token) {
    return { revision: now };
  }
  try {
    const { after, revision } = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (typeof after === 'string' && Number.isInteger(revision)) {
      return { after, revision };
    }
  } catch {
    // The code below rejects the token.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
