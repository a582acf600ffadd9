import type { ServerResponse } from 'node:http';
import type { ResourceDefinition } from '../resources/definition';
import { findResource } from '../resources';
import { answerReview, findReview } from '../access/reviews';
import { badRequest, methodNotAllowed, noSuchResource } from '../status';
import { parseObject } from './body';
import { isDryRun, ok, type Context, type Reply, writerOf } from './context';
import { patch } from './patch';
import { get, list } from './read';
import { requestToken } from './tokenRequest';
import { watch } from './watch';
import { create, remove, removeMany, update } from './write';
import { isJsonObject, type JsonObject } from '../json';
import type { Deployment } from '../objects';
import { deployments } from '../resources/deployments';
import { replicaSets } from '../resources/replicaSets';
import { statefulSets } from '../resources/statefulSets';
import { mergePatch } from '../fields/patch';

const SCALABLE: ResourceDefinition<Deployment>[] = [
  deployments,
  replicaSets,
  statefulSets,
];

/** Serves the `scale` subresource: the current and desired number of pods of a workload. */
function scale(definition: ResourceDefinition, context: Context): Reply {
  const { api, request } = context;
  const scalable = SCALABLE.find(
    ({ resource }) => resource === definition.resource,
  );
  if (!scalable) {
    throw noSuchResource();
  }
  const live = api.read(scalable, request.namespace, request.name ?? '');
  if (request.verb === 'get') {
    return ok(scaleOf(live));
  }
  if (request.verb !== 'update' && request.verb !== 'patch') {
    throw methodNotAllowed();
  }
  const body = parseObject(context.body, context.headers.contentType);
  const wanted =
    request.verb === 'patch' ? mergePatch(scaleOf(live), body) : body;
  const spec = isJsonObject(wanted) ? wanted.spec : undefined;
  const replicas = (isJsonObject(spec) && spec.replicas) || 0;
  if (typeof replicas !== 'number' || replicas < 0) {
    throw badRequest('spec.replicas must be a whole number, not below 0');
  }
  const updated = api.update(
    scalable,
    { ...live, spec: { ...live.spec, replicas } },
    { writer: writerOf(context), dryRun: isDryRun(context) },
  );
  return ok(scaleOf(updated));
}

function scaleOf({ metadata, spec, status }: Deployment): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 1 },
    status: {
      replicas: status?.replicas ?? 0,
      selector: Object.entries(spec.selector.matchLabels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

/**
 * Serves a request for a resource. Returns null if the response is a continuing stream.
 * @throws StatusError as the API server would respond
 */
export async function serveResource(
  given: Context,
  response: ServerResponse,
): Promise<Reply | null> {
  const { group, version, resource, verb, subresource } = given.request;
  const review = findReview(group, version, resource);
  if (review) {
    return serveReview(given, review);
  }
  const definition = findResource(group, version, resource);
  if (!definition) {
    throw noSuchResource();
  }
  // RBAC treats a namespace as being in itself, but the store does not.
  const context = definition.namespaced
    ? given
    : { ...given, request: { ...given.request, namespace: '' } };
  if (verb === 'watch') {
    watch(definition, context, response);
    return null;
  }
  return subresource === undefined
    ? serveObjects(definition, context)
    : serveSubresource(definition, context, subresource);
}

async function serveReview(
  context: Context,
  review: NonNullable<ReturnType<typeof findReview>>,
): Promise<Reply> {
  if (context.request.verb !== 'create') {
    throw methodNotAllowed();
  }
  const answer = await answerReview(
    review,
    parseObject(context.body, context.headers.contentType),
    {
      cluster: context.api.cluster,
      user: context.user,
      now: context.api.now(),
      authenticateAwsToken: context.authenticateAwsToken,
      namespace: context.request.namespace,
    },
  );
  return ok(answer, 201);
}

function serveObjects(definition: ResourceDefinition, context: Context): Reply {
  switch (context.request.verb) {
    case 'get':
      return get(definition, context);
    case 'list':
      return list(definition, context);
    case 'create':
      return create(definition, context);
    case 'update':
      return update(definition, context);
    case 'patch':
      return patch(definition, context);
    case 'delete':
      return remove(definition, context);
    default:
      return removeMany(definition, context);
  }
}

async function serveSubresource(
  definition: ResourceDefinition,
  context: Context,
  subresource: string,
): Promise<Reply> {
  if (!definition.subresources.some(known => known === subresource)) {
    throw noSuchResource();
  }
  switch (subresource) {
    case 'token':
      return requestToken(context);
    case 'scale':
      return scale(definition, context);
    default:
      if (!['get', 'update', 'patch'].includes(context.request.verb)) {
        throw methodNotAllowed();
      }
      return serveObjects(definition, context);
  }
}
