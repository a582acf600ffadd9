import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parse,
  parseAllDocuments,
  visit,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { PatchRefusal } from './types';

/** A node of a document, or a placeholder of a missing node. */
export type YamlNode = unknown;
export type YamlDocument = Document.Parsed;

/** Checks whether a text contains the braces of a template. */
const hasBraces = (text: string) => text.includes('{{');

/** Parses the documents of a file. Every scalar is text, as written: none becomes a number or a date. Refuses invalid YAML and duplicate keys. */
export function readDocuments(text: string): YamlDocument[] {
  const documents = [
    ...parseAllDocuments(text, { schema: 'failsafe', keepSourceTokens: true }),
  ];
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (!error) return documents;
  if (hasBraces(text)) {
    throw new PatchRefusal(
      'The file is a template, not a manifest. Change the values that it is rendered with.',
    );
  }
  const [what] = error.message.split(':\n');
  throw new PatchRefusal(
    `The file is not valid YAML: ${what}. Correct it first.`,
  );
}

/** Returns the only document of a file; undefined for an empty file. */
export function onlyDocument([document, second]: YamlDocument[]):
  | YamlDocument
  | undefined {
  if (second) {
    throw new PatchRefusal(
      'The file has more than one YAML document. Use a file with one.',
    );
  }
  const { contents } = document ?? {};
  if (isMap(contents) && isMap(contents.get('sops', true))) {
    throw new PatchRefusal(
      'The file is encrypted by SOPS, which refuses it after a change. Change it with `sops`.',
    );
  }
  return document;
}

/** Refuses templates: values in template braces, which YAML parses as maps or texts. */
export function refuseTemplate(document: YamlDocument): void {
  visit(document, (_, node) => {
    const braces =
      (isMap(node) && node.flow && isMap(node.items[0]?.key)) ||
      (isScalar(node) && node.type === 'PLAIN' && hasBraces(`${node.value}`));
    if (braces) {
      throw new PatchRefusal(
        'The file is a template, not a manifest. Change the values that it is rendered with.',
      );
    }
  });
}

/** Checks whether a value is not written at all. */
export function isUnset(node: YamlNode): boolean {
  return (
    node === null ||
    node === undefined ||
    (isScalar(node) && node.type === 'PLAIN' && node.source === '')
  );
}

/** Returns the text at a key; undefined if the value is not a scalar. */
export function textAt(map: YamlNode, key: string): string | undefined {
  const value = isMap(map) ? map.get(key, true) : undefined;
  return isScalar(value) ? `${value.value}` : undefined;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** Checks whether readers of every YAML version parse the scalar as text. */
export function isText({ type, source = '' }: Pick<Scalar, 'type' | 'source'>) {
  if (type !== 'PLAIN') return true;
  const read: unknown = parse(source, { version: '1.1', logLevel: 'silent' });
  return typeof read === 'string';
}

/** An entry to leave out of a comparison, with the keys that lead to it. */
export interface LeftOut {
  map: YamlNode;
  keys: readonly string[];
}

/**
 * Returns the content of a document in a comparable form. Aliases stay aliases, so that nothing expands. One entry is left out, with every map on its
 * path that is empty without it.
 */
export function shapeOf(node: YamlNode, leftOut?: LeftOut): unknown {
  if (isAlias(node)) return ['alias', node.source];
  if (isScalar(node)) {
    const { tag, anchor, type, value } = node;
    return ['scalar', tag, anchor, type, value];
  }
  if (isSeq(node)) {
    const items = node.items.map(item => shapeOf(item, leftOut));
    return ['list', node.tag, node.anchor, items];
  }
  if (!isMap(node)) return null;
  const [next, ...rest] = node === leftOut?.map ? leftOut.keys : [];
  const pairs = node.items.flatMap(({ key, value }): unknown[] => {
    if (!isScalar(key) || key.value !== next) {
      return [[shapeOf(key), shapeOf(value, leftOut)]];
    }
    if (rest.length === 0 || isUnset(value)) return [];
    const inner = shapeOf(value, { map: value, keys: rest });
    return isEmptyShape(inner) ? [] : [[shapeOf(key), inner]];
  });
  return pairs.length > 0 ? ['map', node.tag, node.anchor, pairs] : [];
}

/** Checks whether a shape is that of an empty map. */
export function isEmptyShape(shape: unknown): boolean {
  return Array.isArray(shape) && shape.length === 0;
}
