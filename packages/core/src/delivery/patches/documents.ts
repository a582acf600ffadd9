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

/** What a document says, in a form that can be compared: aliases stay aliases, so that nothing grows. */
export function shapeOf(node: YamlNode): unknown {
  if (isAlias(node)) return ['alias', node.source];
  if (isScalar(node)) {
    const { tag, anchor, type, value } = node;
    return ['scalar', tag, anchor, type, value];
  }
  if (isSeq(node))
    return ['list', node.tag, node.anchor, node.items.map(shapeOf)];
  if (!isMap(node) || node.items.length === 0) return isMap(node) ? [] : null;
  const pairs = node.items.map(({ key, value }) => [
    shapeOf(key),
    shapeOf(value),
  ]);
  return ['map', node.tag, node.anchor, pairs];
}

/** Removes the entry at a path from what was read, with every map on the way that is empty then. */
export function prune(map: YAMLMap, [key, ...rest]: readonly string[]): void {
  const value: unknown = map.get(key, true);
  if (rest.length > 0 && isMap(value)) prune(value, rest);
  const goes =
    rest.length === 0 ||
    isUnset(value) ||
    (isMap(value) && value.items.length === 0);
  if (goes) map.delete(key);
}
