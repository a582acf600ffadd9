import type { Json, JsonObject } from './json';
import { isJsonObject } from './json';
import type { KubeObject } from './objects';
import type { ResourceDefinition } from './resources/definition';
import { subjectOf } from './resources/definition';
import type { Cause } from './status';
import { conflict, invalid } from './status';

/**
 * Checks that a write refers to the stored object and version.
 * @throws StatusError 409 if it refers to another object or version
 */
export function requireSame(
  definition: ResourceDefinition,
  live: KubeObject,
  expected: { uid?: string; resourceVersion?: string },
): void {
  const subject = subjectOf(definition, live.metadata.name);
  if (expected.uid && expected.uid !== live.metadata.uid) {
    throw conflict(
      subject,
      `StorageError: invalid object, Code: 4, Key: /registry/${definition.resource}/${live.metadata.namespace}/${live.metadata.name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${expected.uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (
    expected.resourceVersion &&
    expected.resourceVersion !== live.metadata.resourceVersion
  ) {
    throw conflict(
      subject,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
}

/**
 * Checks the preconditions of a deletion.
 * @throws StatusError 409 if they refer to another object or version
 */
export function requirePreconditions(
  { group, kind }: ResourceDefinition,
  { metadata: { name, uid, resourceVersion } }: KubeObject,
  expected: { uid?: string; resourceVersion?: string },
): void {
  if (expected.uid && expected.uid !== uid) {
    throw conflict(
      { group, kind, name },
      `the UID in the precondition (${expected.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    expected.resourceVersion &&
    expected.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      { group, kind, name },
      `the ResourceVersion in the precondition (${expected.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

/** Returns an error for each required nested object that is missing. */
export function missingPaths(
  definition: ResourceDefinition,
  object: JsonObject,
): Cause[] {
  return definition.requiredPaths.flatMap((path): Cause[] => {
    const found = path
      .split('.')
      .reduce<Json | undefined>(
        (node, step) => (isJsonObject(node) ? node[step] : undefined),
        object,
      );
    return isJsonObject(found)
      ? []
      : [
          {
            reason: 'FieldValueRequired',
            field: path,
            message: 'Required value',
          },
        ];
  });
}

/**
 * Rejects an object that has validation errors.
 * @throws StatusError 422 if there is at least one cause
 */
export function refuseInvalid(
  definition: ResourceDefinition,
  object: KubeObject,
  causes: Cause[],
): void {
  if (causes.length > 0) {
    const { group, kind } = definition;
    throw invalid({ group, kind, name: object.metadata.name }, causes);
  }
}
