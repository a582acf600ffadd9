import { serverSideApply } from '../fields/apply';
import { jsonPatch, mergePatch, strategicMergePatch } from '../fields/patch';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { timestamp } from '../metadata';
import { refuseEscalation } from '../access/escalation';
import type { KubeObject, Role, RoleBinding } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import {
  badRequest,
  invalid,
  methodNotAllowed,
  unsupportedMediaType,
} from '../status';
import { parseObject, parseValue, toKubeObject } from './body';
import type { Context, Reply } from './context';
import { isDryRun, ok, writerOf } from './context';
import { asWanted, select, withoutType } from './read';

export function create(
  definition: ResourceDefinition,
  context: Context,
): Reply {
  const { api, request, headers, body } = context;
  if (request.name !== undefined) {
    throw methodNotAllowed();
  }
  const object = toKubeObject(
    definition,
    parseObject(body, headers.contentType),
    request.namespace,
  );
  if (!object.metadata.name && !object.metadata.generateName) {
    const { group, kind } = definition;
    throw invalid({ group, kind }, [
      {
        reason: 'FieldValueRequired',
        field: 'metadata.name',
        message: 'Required value: name or generateName is required',
      },
    ]);
  }
  refuseMoreRights(definition, object, context);
  const created = api.create(definition, object, {
    writer: writerOf(context),
    dryRun: isDryRun(context),
  });
  return ok(asWanted(definition, created, context), 201);
}

export function update(
  definition: ResourceDefinition,
  context: Context,
): Reply {
  const { request, headers, body } = context;
  const object = toKubeObject(
    definition,
    parseObject(body, headers.contentType),
    request.namespace,
  );
  if (object.metadata.name !== request.name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${request.name})`,
    );
  }
  return replace(definition, context, object);
}

function refuseMoreRights(
  { group, resource }: ResourceDefinition,
  object: KubeObject,
  { api, user }: Context,
): void {
  if (group === 'rbac.authorization.k8s.io') {
    refuseEscalation(api.store, {
      user,
      resource,
      object: object as Role | RoleBinding,
    });
  }
}

/** Puts an object in the place of the one that stands there: all but its status, or its status alone. */
function replace(
  definition: ResourceDefinition,
  context: Context,
  object: JsonObject & KubeObject,
): Reply {
  const { api, request } = context;
  const live: JsonObject & KubeObject = api.read(
    definition,
    request.namespace,
    object.metadata.name,
  );
  const merged =
    request.subresource === 'status'
      ? { ...live, status: object.status }
      : {
          ...object,
          ...(live.status !== undefined && { status: live.status }),
        };
  refuseMoreRights(definition, merged, context);
  const updated = api.update(definition, merged, {
    writer: writerOf(context),
    dryRun: isDryRun(context),
  });
  return ok(asWanted(definition, updated, context));
}

const PATCHES: Record<string, (target: Json, patch: Json) => Json> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicMergePatch,
};

const APPLY = ['application/apply-patch+yaml', 'application/apply-patch+json'];

export function patch(definition: ResourceDefinition, context: Context): Reply {
  const { api, request, headers, body } = context;
  const { contentType } = headers;
  if (APPLY.includes(contentType)) {
    return apply(definition, context);
  }
  const change = PATCHES[contentType];
  if (!change) {
    throw unsupportedMediaType([...Object.keys(PATCHES), ...APPLY]);
  }
  const live = api.read(definition, request.namespace, request.name ?? '');
  const patched = change(live, parseValue(body, contentType));
  refuseUnreadable(definition, patched);
  const object = asObject(definition, patched, context);
  requireOwnUid(definition, live, object);
  return replace(definition, context, object);
}

/** @throws StatusError 422 when what a patch leaves cannot be read as labels or annotations */
function refuseUnreadable(
  { group, kind }: ResourceDefinition,
  patched: Json,
): void {
  const { metadata } = isJsonObject(patched) ? patched : {};
  const { labels, annotations } = isJsonObject(metadata) ? metadata : {};
  const values = [labels, annotations].flatMap(map =>
    isJsonObject(map) ? Object.values(map) : [],
  );
  const wrong = values.find(value => typeof value !== 'string');
  if (wrong !== undefined) {
    throw invalid({ group, kind: '' }, [
      {
        reason: 'FieldValueInvalid',
        field: 'patch',
        message: `Invalid value: ${JSON.stringify(
          JSON.stringify(patched),
        )}: labels and annotations of ${kind} must hold strings only`,
      },
    ]);
  }
}

/** @throws StatusError 422 when a patch names another uid: only an update and a deletion have preconditions */
function requireOwnUid(
  { group, kind }: ResourceDefinition,
  live: KubeObject,
  { metadata: { name, uid } }: KubeObject,
): void {
  if (uid && uid !== live.metadata.uid) {
    throw invalid({ group, kind, name }, [
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.uid',
        message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`,
      },
    ]);
  }
}

function asObject(
  definition: ResourceDefinition,
  value: Json,
  { request }: Context,
): JsonObject & KubeObject {
  if (!isJsonObject(value)) {
    throw badRequest('the patch does not leave an object');
  }
  const object = toKubeObject(definition, value, request.namespace);
  if (object.metadata.name !== request.name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${request.name})`,
    );
  }
  return object;
}

function apply(definition: ResourceDefinition, context: Context): Reply {
  const { api, request, body } = context;
  const manager = request.query.get('fieldManager');
  if (!manager) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, [
      {
        reason: 'FieldValueRequired',
        field: 'fieldManager',
        message: 'Required value: is required for apply patch',
      },
    ]);
  }
  const name = request.name ?? '';
  const parsed = parseObject(body, 'application/apply-patch+yaml');
  refuseUnapplicable(definition, parsed);
  const config = toKubeObject(
    definition,
    {
      ...parsed,
      metadata: {
        ...(isJsonObject(parsed.metadata) ? parsed.metadata : {}),
        name,
      },
    },
    request.namespace,
  );
  const live = api.store.get(definition, request.namespace, name);
  const empty: KubeObject = {
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    metadata: {
      name,
      ...(config.metadata.namespace && { namespace: request.namespace }),
    },
  };
  const { object, managedFields } = serverSideApply(live ?? empty, config, {
    manager,
    force: request.query.get('force') === 'true',
    time: timestamp(api.now()),
  });
  const applied = asObject(definition, object, context);
  if (live) {
    requireOwnUid(definition, live, applied);
  }
  refuseMoreRights(definition, applied, context);
  const options = {
    writer: { manager, operation: 'Apply' as const },
    dryRun: isDryRun(context),
    managedFields,
  };
  return live
    ? ok(
        asWanted(definition, api.update(definition, applied, options), context),
      )
    : ok(
        asWanted(definition, api.create(definition, applied, options), context),
        201,
      );
}

/** @throws StatusError 400 for what server-side apply does not take */
function refuseUnapplicable(
  definition: ResourceDefinition,
  { apiVersion = '', metadata }: JsonObject,
): void {
  const expected = apiVersionOf(definition);
  if (apiVersion !== expected) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`,
    );
  }
  if (isJsonObject(metadata) && metadata.managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
}

/** The options of a deletion, from the body or the query. */
function deleteOptions(context: Context) {
  const { request, headers, body } = context;
  const given = body.length > 0 ? parseObject(body, headers.contentType) : {};
  const policy =
    given.propagationPolicy ?? request.query.get('propagationPolicy');
  const { uid, resourceVersion } = isJsonObject(given.preconditions)
    ? given.preconditions
    : {};
  return {
    dryRun: isDryRun(context, given),
    orphan: policy === 'Orphan' || given.orphanDependents === true,
    preconditions: {
      ...(typeof uid === 'string' && { uid }),
      ...(typeof resourceVersion === 'string' && { resourceVersion }),
    },
  };
}

export function remove(
  definition: ResourceDefinition,
  context: Context,
): Reply {
  const { api, request } = context;
  const name = request.name ?? '';
  const removed = api.delete(
    definition,
    request.namespace,
    name,
    deleteOptions(context),
  );
  if (removed.metadata.deletionTimestamp || definition.returnsDeleted) {
    return ok(removed);
  }
  return ok({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(definition.group && { group: definition.group }),
      kind: definition.resource,
      uid: removed.metadata.uid,
    },
  });
}

export function removeMany(
  definition: ResourceDefinition,
  context: Context,
): Reply {
  const options = deleteOptions(context);
  const items = select(definition, context);
  for (const { metadata } of items) {
    // One removal may take others of the selection with it.
    const namespace = metadata.namespace ?? '';
    if (context.api.store.get(definition, namespace, metadata.name)) {
      context.api.delete(definition, namespace, metadata.name, options);
    }
  }
  return ok({
    kind: `${definition.kind}List`,
    apiVersion: apiVersionOf(definition),
    metadata: { resourceVersion: String(context.api.store.revision) },
    items: items.map(withoutType),
  });
}
