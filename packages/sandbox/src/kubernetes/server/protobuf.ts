import { parse, Type } from 'protobufjs';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { badRequest, unsupportedMediaType } from '../status';
import { MESSAGES } from './messages';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every protobuf body begins with these four bytes (Kubernetes, "API Concepts", "Kubernetes Protobuf encoding"). */
const MAGIC = Buffer.from('k8s\0');

const { root } = parse(MESSAGES);

/**
 * Reads the protobuf body of a request into the JSON that would have said the same.
 * @throws StatusError 400 when it is not such a body, 415 for a kind whose fields are not known here
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw badRequest(
      'the protobuf body does not begin with k8s and a zero byte',
    );
  }
  const envelope = decode('Unknown', body.subarray(MAGIC.length));
  const typeMeta = isJsonObject(envelope.typeMeta) ? envelope.typeMeta : {};
  const kind = String(typeMeta.kind ?? '');
  if (!Object.hasOwn(root.nested ?? {}, kind)) {
    throw unsupportedMediaType(['application/json', 'application/yaml']);
  }
  const raw = Buffer.from(String(envelope.raw ?? ''), 'base64');
  return {
    apiVersion: typeMeta.apiVersion,
    kind,
    ...decode(kind, raw),
  };
}

function decode(name: string, bytes: Uint8Array): JsonObject {
  const type = root.lookupType(name);
  const plain: Json = type.toObject(type.decode(bytes), {
    longs: Number,
    bytes: String,
  });
  return isJsonObject(plain) ? toJson(type, plain) : {};
}

/** Messages that Go embeds in others, and whose fields JSON therefore writes among those of the outer object. */
const EMBEDDED = ['volumeSource', 'localObjectReference'];

/** Go sends empty strings for fields that were not given; JSON leaves them out. */
function toJson(type: Type, message: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const field of type.fieldsArray.map(one => one.resolve())) {
    const value = message[field.name];
    if (value === undefined || (value === '' && !field.map)) {
      continue;
    }
    const inner = field.resolvedType;
    const convert = (item: Json): Json =>
      inner instanceof Type && isJsonObject(item) ? toJson(inner, item) : item;
    const converted = Array.isArray(value)
      ? value.map(convert)
      : convert(value);
    if (EMBEDDED.includes(field.name) && isJsonObject(converted)) {
      Object.assign(result, converted);
    } else {
      result[field.name] = converted;
    }
  }
  return result;
}
