import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import { refuseEscalation } from '../access/escalation';
import type { KubeObject, Role, RoleBinding } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import { badRequest, invalid, methodNotAllowed } from '../status';
import { parseObject, toKubeObject } from './body';
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
  refuseMorePermissions(definition, object, context);
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

/**
 * Rejects an RBAC object that grants permissions that the user does not have.
 * @throws StatusError 403
 */
export function refuseMorePermissions(
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

/** Replaces the stored object: everything except its status, or only its status. */
export function replace(
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
  refuseMorePermissions(definition, merged, context);
  const updated = api.update(definition, merged, {
    writer: writerOf(context),
    dryRun: isDryRun(context),
  });
  return ok(asWanted(definition, updated, context));
}

/** Returns the options of a deletion, from the body or the query. */
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
    // One deletion can also remove other objects of the selection.
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
