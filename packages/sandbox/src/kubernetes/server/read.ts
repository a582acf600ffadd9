import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import {
  matchesRequirements,
  parseFieldSelector,
  parseLabelSelector,
} from '../selectors';
import { badRequest } from '../status';
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

/** The objects that a list, or a deletion of many, is about. */
export function select(
  definition: ResourceDefinition,
  { api, request }: Context,
): KubeObject[] {
  const namespace = request.namespace || undefined;
  return api.store
    .list(definition, definition.namespaced ? namespace : undefined)
    .filter(selectionOf(request));
}

/** The same, as they were at a revision of the store. */
function selectAt(
  definition: ResourceDefinition,
  context: Context,
  revision: number,
): KubeObject[] {
  const { api, request } = context;
  const { namespace } = request;
  const isSelected = selectionOf(request);
  return api.store
    .listAt(definition, revision)
    .filter(
      object =>
        (!definition.namespaced ||
          !namespace ||
          object.metadata.namespace === namespace) &&
        isSelected(object),
    );
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
  const { after, revision } = readContinue(
    request.query.get('continue'),
    api.store.revision,
  );
  const rest = (
    revision === api.store.revision
      ? select(definition, context)
      : selectAt(definition, context, revision)
  ).filter(object => after === undefined || sortKey(object) > after);
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const isPartial = items.length < rest.length;
  // With a selector nobody knows how many there are.
  const isCounted = !['labelSelector', 'fieldSelector'].some(selector =>
    request.query.get(selector),
  );
  const metadata: JsonObject = {
    resourceVersion: String(revision),
    ...(isPartial && {
      continue: writeContinue(items[items.length - 1], revision),
      ...(isCounted && { remainingItemCount: rest.length - items.length }),
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
    // Answered below, as a token that was never given out.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
