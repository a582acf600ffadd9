import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import { badRequest, StatusError } from '../status';
import type { StoreEvent } from '../store';
import type { Context } from './context';
import { asWanted, select, selectionOf } from './read';

const DEFAULT_TIMEOUT_SECONDS = 1800;
const BOOKMARK_MILLISECONDS = 10_000;

/**
 * Streams changes, one JSON object per line, until the client disconnects or the watch times out (Kubernetes, "API Concepts", "Efficient detection of
 * changes").
 * @throws StatusError 400 if the resourceVersion is not a number
 */
export function watch(
  definition: ResourceDefinition,
  context: Context,
  response: ServerResponse,
): void {
  const { api, request } = context;
  const from = request.query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(from)) {
    throw badRequest(`Invalid value: ${JSON.stringify(from)}: resourceVersion`);
  }
  const send = (type: string, object: JsonObject) =>
    response.write(`${JSON.stringify({ type, object })}\n`);
  const deliver = watcher(definition, context, send);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  if (Number(from) === 0) {
    for (const object of select(definition, context)) {
      send('ADDED', asWanted(definition, object, context));
    }
  } else {
    try {
      api.store.eventsAfter(Number(from)).forEach(deliver);
    } catch (error) {
      if (!(error instanceof StatusError)) {
        throw error;
      }
      send('ERROR', error.toStatus());
      response.end();
      return;
    }
  }
  const unsubscribe = api.store.subscribe(deliver);
  const bookmark = () => send('BOOKMARK', bookmarkOf(definition, context));
  const bookmarks =
    request.query.get('allowWatchBookmarks') === 'true'
      ? setInterval(bookmark, BOOKMARK_MILLISECONDS)
      : undefined;
  const timeout = setTimeout(
    () => response.end(),
    1000 *
      Number(request.query.get('timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS),
  );
  response.on('close', () => {
    unsubscribe();
    clearInterval(bookmarks);
    clearTimeout(timeout);
  });
}

function bookmarkOf(
  definition: ResourceDefinition,
  { api }: Context,
): JsonObject {
  return {
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
    metadata: {
      resourceVersion: String(api.store.revision),
      creationTimestamp: null,
    },
  };
}

/** Converts store changes to the events of a watch with selectors: an object that no longer matches is reported as deleted. */
function watcher(
  definition: ResourceDefinition,
  context: Context,
  send: (type: string, object: JsonObject) => void,
): (event: StoreEvent) => void {
  const { request } = context;
  const selected = selectionOf(request);
  const isHere = (object: KubeObject) =>
    request.namespace === '' ||
    !definition.namespaced ||
    object.metadata.namespace === request.namespace;
  return event => {
    if (
      event.definition.resource !== definition.resource ||
      event.definition.group !== definition.group ||
      !isHere(event.object)
    ) {
      return;
    }
    const was = event.previous !== undefined && selected(event.previous);
    const is = event.type !== 'DELETED' && selected(event.object);
    if (!was && !is) {
      return;
    }
    const changed = was ? 'MODIFIED' : 'ADDED';
    const left = !is && event.type !== 'DELETED' && event.previous;
    send(
      is ? changed : 'DELETED',
      asWanted(
        definition,
        left ? lastSeen(left, event.object) : event.object,
        context,
      ),
    );
  };
}

/** Returns the last state that the watch saw of an object that no longer matches, with the version of the change. */
function lastSeen(
  previous: KubeObject,
  { metadata: { resourceVersion } }: KubeObject,
): KubeObject {
  return { ...previous, metadata: { ...previous.metadata, resourceVersion } };
}
