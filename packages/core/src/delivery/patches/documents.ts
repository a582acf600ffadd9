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

/** A node of a document, or what stands for none. */
export type YamlNode = unknown;
export type YamlDocument = Document.Parsed;

/** Whether a text has the braces that templates are written with. */
const hasBraces = (text: string) => text.includes('{{');

/**
 * Reads the documents of a file. Every scalar is text, as it is written: nothing is taken for a number or a date.
 * What is no YAML, or has a key twice, is refused.
 */
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

/** The document of a file that has one. `undefined` is an empty file. */
export function onlyDocument([document, second]: YamlDocument[]):
  | YamlDocument
  | undefined {
  if (second) {
    throw new PatchRefusal(
      'The file has more than one document. Give a file with one.',
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

/** Refuses what a template renders: values in braces, which YAML takes for maps or texts. */
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

/** Whether nothing is written where a value may be. */
export function isUnset(node: YamlNode): boolean {
  return (
    node === null ||
    node === undefined ||
    (isScalar(node) && node.type === 'PLAIN' && node.source === '')
  );
}

/** The text at a key, if it is one. */
export function textAt(map: YamlNode, key: string): string | undefined {
  const value = isMap(map) ? map.get(key, true) : undefined;
  return isScalar(value) ? `${value.value}` : undefined;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** Whether every reader of YAML, old or new, takes the scalar for text. */
export function isText({ type, source = '' }: Pick<Scalar, 'type' | 'source'>) {
  if (type !== 'PLAIN') return true;
  const read: unknown = parse(source, { version: '1.1', logLevel: 'silent' });
  return typeof read === 'string';
}

/** An entry that is left out of a comparison, by the keys that lead to it. */
export interface LeftOut {
  map: YamlNode;
  keys: readonly string[];
}

/**
 * What a document says, in a form that can be compared: aliases stay aliases, so that nothing grows. One entry is left
 * out, with every map on the way that is empty without it.
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

/** Whether a shape is that of an empty map. */
export function isEmptyShape(shape: unknown): boolean {
  return Array.isArray(shape) && shape.length === 0;
}
