import { serverSideApply } from '../fields/apply';
import { jsonPatch, mergePatch, strategicMergePatch } from '../fields/patch';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { timestamp } from '../metadata';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf, subjectOf } from '../resources/definition';
import { badRequest, conflict, invalid, unsupportedMediaType } from '../status';
import { parseObject, parseValue, toKubeObject } from './body';
import type { Context, Reply } from './context';
import { isDryRun, ok } from './context';
import { asWanted } from './read';
import { refuseMorePermissions, replace } from './write';

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

/**
 * Rejects a patch result that is not readable.
 * @throws StatusError 422 if its labels or annotations are malformed
 */
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

/**
 * Checks that a patch does not change the UID: only updates and deletions have preconditions.
 * @throws StatusError 422 if the UID differs
 */
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
  if (!live && config.metadata.uid) {
    throw conflict(
      subjectOf(definition, name),
      `uid mismatch: the provided object specified uid ${config.metadata.uid}, and no existing object was found`,
    );
  }
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
  refuseMorePermissions(definition, applied, context);
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

/**
 * Rejects a configuration that server-side apply does not accept.
 * @throws StatusError 400
 */
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
