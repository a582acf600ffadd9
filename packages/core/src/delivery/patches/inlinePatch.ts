import { isMap, isScalar, type Scalar, type YAMLMap } from 'yaml';
import { changeAll, readWithout, type Change, type Locate } from './changes';
import { isUnset, readDocuments, textAt, type YamlNode } from './documents';
import { linesOf, lineEnd, splice } from './lines';
import { PatchRefusal, type PatchedServiceAccount } from './types';

const KEYS = ['metadata', 'annotations'];

/** Checks whether a strategic merge patch is for the ServiceAccount. */
export function isPatchFor(
  text: string,
  { namespace, name }: PatchedServiceAccount,
): boolean {
  const root: unknown = readDocuments(text)[0]?.contents;
  if (!isMap(root) || textAt(root, 'kind') !== 'ServiceAccount') return false;
  const metadata = root.get('metadata');
  return (
    textAt(metadata, 'name') === name &&
    [undefined, namespace].includes(textAt(metadata, 'namespace'))
  );
}

const locate: Locate = ([document, second]) => {
  const { contents } = document ?? {};
  if (!second && isMap(contents))
    return { document, map: contents, keys: KEYS };
  throw new PatchRefusal(
    'The patch of the ServiceAccount is not a single map. Write it as a separate strategic merge patch.',
  );
};

/** The lines of a block scalar in a file, with their indentation. */
interface Block {
  start: number;
  lines: string[];
  indent: string;
}

function blockOf(text: string, { type, range }: Scalar): Block {
  const start = range ? lineEnd(text, range[0]) : 0;
  const header = range ? text.slice(range[0], start) : '';
  if (!range || type !== 'BLOCK_LITERAL' || /^\|[+-]?\d/.test(header)) {
    throw new PatchRefusal(
      'The patch of the ServiceAccount is not a block scalar. Write it as `patch: |-`.',
    );
  }
  const lines = linesOf(text.slice(start, range[1]));
  const [indent] = lines.find(line => line.trim() !== '')?.match(/^ */) ?? [''];
  return { start, lines, indent };
}

/** Changes one annotation in an inline patch. All other lines stay identical. */
export function changeInlinePatch(
  text: string,
  scalar: Scalar,
  change: Change,
): string {
  const { start, lines, indent } = blockOf(text, scalar);
  const before = lines.map(line =>
    line.startsWith(indent)
      ? line.slice(indent.length)
      : line.replace(/^ */, ''),
  );
  const { text: patched } = changeAll(before.join(''), locate, [change]);
  const after = linesOf(patched);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const from = start + lines.slice(0, head).join('').length;
  const to = from + lines.slice(head, lines.length - tail).join('').length;
  const changed = after.slice(head, after.length - tail);
  return splice(text, from, to, changed.map(line => indent + line).join(''));
}

/** Checks whether a patch contains only the name of the patched object and one annotation. */
function namesOnly(root: YAMLMap, key: string): boolean {
  const only = (map: YamlNode, names: string[]) =>
    isMap(map) && map.items.every(pair => names.includes(`${pair.key}`));
  const metadata = root.get('metadata');
  const annotations = isMap(metadata)
    ? metadata.get('annotations', true)
    : null;
  return (
    only(root, ['apiVersion', 'kind', 'metadata']) &&
    only(metadata, ['name', 'namespace', 'annotations']) &&
    (isUnset(annotations) || only(annotations, [key]))
  );
}

/** Returns the content of an inline patch without one annotation, the value of the annotation, and whether the patch is empty without it. */
export function readInlinePatch(node: YamlNode, key: string) {
  const text = isScalar(node) ? `${node.value}` : '';
  const documents = readDocuments(text);
  const place = locate(documents);
  return {
    ...readWithout(documents, place, key),
    isEmpty: place.map !== undefined && namesOnly(place.map, key),
  };
}
