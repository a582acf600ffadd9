import { parse, Type } from 'protobufjs';
import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { badRequest, unsupportedMediaType } from '../status';
import { MESSAGES } from './messages';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** The four bytes that start every protobuf body (Kubernetes, "API Concepts", "Kubernetes Protobuf encoding"). */
const MAGIC = Buffer.from('k8s\0');

const { root } = parse(MESSAGES);

/**
 * Converts the protobuf body of a request to the equivalent JSON.
 * @throws StatusError 400 if the body is malformed, 415 if the fields of its kind are unknown here
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

/** The messages that Go embeds in others. JSON writes their fields among the fields of the outer object. */
const EMBEDDED = ['volumeSource', 'localObjectReference'];

/** Converts a message to JSON. Go sends empty strings for fields that are not set, and JSON omits them. */
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
