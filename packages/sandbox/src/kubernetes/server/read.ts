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

/** Whether the client would rather have a table, as `kubectl get` would (`Accept: application/json;as=Table`). */
function wantsTable(accept: string | undefined): boolean {
  const [first = ''] = (accept ?? '').split(',');
  return /;\s*as=Table\b/.test(first);
}

/** Objects as the rows of a table (Kubernetes, "API Concepts", "Receiving resources as Tables"). */
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

/** The objects of the namespace of a request, or of all, whatever its selectors, as they are or were at a revision of the store. */
function inPlace(
  definition: ResourceDefinition,
  { api, request }: Context,
  revision = api.store.revision,
): readonly KubeObject[] {
  const namespace = (definition.namespaced && request.namespace) || undefined;
  return api.store.listAt(definition, revision, namespace);
}

/**
 * A list, or a page of one, which shows what there was when the list began (Kubernetes, "API Concepts", "Retrieving large results sets in chunks").
 * @throws StatusError 400 for a bad `limit` or `continue`, 410 when the history does not reach back so far
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

/** Kind and version stand in the list, and not in its items. */
export function withoutType(object: KubeObject): JsonObject {
  const { kind: _, apiVersion: __, ...rest } = object;
  return rest;
}

/**
 * So many objects after a key. `more` is there when others follow; as at a real API server it counts them only for a request without selectors.
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

interface Position {
  /** The key of the last object of the page before; undefined at the beginning. */
  after?: string;
  /** Of the store when the list began. */
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
    // Answered below, as a token that was never issued.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
