import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { KubeObject, StringMap } from '../objects';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import { badRequest, StatusError, unsupportedMediaType } from '../status';
import { decodeProtobuf, PROTOBUF } from './protobuf';

const LIMIT_BYTES = 3 * 1024 * 1024;

/**
 * Reads the body of a request.
 * @throws StatusError 413 above the API server's limit of 3 MiB
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${LIMIT_BYTES}`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns the media type without its parameters. */
export function mediaType(header: string | undefined): string {
  return (header ?? 'application/json').split(';')[0].trim().toLowerCase();
}

const ACCEPTED = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];

/**
 * Parses a body that contains an object, in any supported format.
 * @throws StatusError 400 or 415
 */
export function parseObject(body: Buffer, type: string): JsonObject {
  const value =
    type === PROTOBUF ? decodeProtobuf(body) : parseValue(body, type);
  if (!isJsonObject(value)) {
    throw badRequest('the body of the request must be an object');
  }
  return value;
}

/**
 * Parses a JSON or YAML body.
 * @throws StatusError 400 or 415
 */
export function parseValue(body: Buffer, type: string): Json {
  if (!/^application\/(.*\+)?(json|yaml)$/.test(type)) {
    throw unsupportedMediaType(ACCEPTED);
  }
  try {
    const value: Json = type.endsWith('yaml')
      ? parseYaml(body.toString())
      : JSON.parse(body.toString());
    return value;
  } catch (error) {
    throw badRequest(
      `the body of the request could not be read as ${type}: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

function isStringMap(value: Json | undefined): value is StringMap {
  return (
    isJsonObject(value) &&
    Object.values(value).every(item => typeof item === 'string')
  );
}

/**
 * Converts a body to an object of a resource, with the namespace of the path.
 * @throws StatusError 400 if its kind or namespace differs, or its metadata is invalid
 */
export function toKubeObject<T extends KubeObject>(
  definition: ResourceDefinition<T>,
  body: JsonObject,
  namespace: string,
): T {
  const { kind = definition.kind, apiVersion = apiVersionOf(definition) } =
    body;
  if (kind !== definition.kind || apiVersion !== apiVersionOf(definition)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${definition.kind}): ${apiVersion} ${kind}`,
    );
  }
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  for (const field of ['labels', 'annotations']) {
    const value = metadata[field] ?? {};
    if (!isStringMap(value)) {
      throw badRequest(
        `${definition.kind} in version "${definition.version}" cannot be handled as a ${definition.kind}: metadata.${field} must hold strings only`,
      );
    }
  }
  for (const field of ['ownerReferences', 'finalizers', 'managedFields']) {
    if (!Array.isArray(metadata[field] ?? [])) {
      throw badRequest(`metadata.${field} must be a list`);
    }
  }
  if (metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const object: JsonObject = {
    ...body,
    kind,
    apiVersion,
    metadata: withoutNulls({
      ...metadata,
      name: typeof metadata.name === 'string' ? metadata.name : '',
      namespace: definition.namespaced ? namespace : undefined,
    }),
  };
  return object as T;
}

/** Removes null properties. Go reads null as absent, and many clients send `"creationTimestamp": null`. */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null),
  );
}
