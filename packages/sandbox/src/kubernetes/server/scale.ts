import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { Deployment } from '../objects';
import { deployments } from '../resources/deployments';
import type { ResourceDefinition } from '../resources/definition';
import { replicaSets } from '../resources/replicaSets';
import { statefulSets } from '../resources/statefulSets';
import { mergePatch } from '../fields/patch';
import { badRequest, methodNotAllowed, noSuchResource } from '../status';
import { parseObject } from './body';
import type { Context, Reply } from './context';
import { isDryRun, ok, writerOf } from './context';

const SCALABLE: ResourceDefinition<Deployment>[] = [
  deployments,
  replicaSets,
  statefulSets,
];

/** The `scale` subresource: how many pods a workload has, and should have. */
export function scale(definition: ResourceDefinition, context: Context): Reply {
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
