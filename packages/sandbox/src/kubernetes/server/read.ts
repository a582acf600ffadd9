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
  const rest = select(definition, context).filter(
    object => after === undefined || sortKey(object) > after,
  );
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const isPartial = items.length < rest.length;
  const metadata: JsonObject = {
    resourceVersion: String(api.store.revision),
    ...(isPartial && {
      continue: writeContinue(items[items.length - 1]),
      remainingItemCount: rest.length - items.length,
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
