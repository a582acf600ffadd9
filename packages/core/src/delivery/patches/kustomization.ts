import { isMap, isSeq, type YAMLMap } from 'yaml';
import { answer, orderedChanges, refuseOther, type Change } from './changes';
import { isText, pairOf, shapeOf } from './documents';
import { endOf, endOfContent, nestedLines, quoted } from './entries';
import { changeInlinePatch, readInlinePatch } from './inlinePatch';
import {
  inlinePatches,
  itemsOf,
  readRoot,
  withoutAffixes,
  type Found,
} from './kustomizationPatches';
import { column, deleteLines, insertLines, lineEnd, lineStart } from './lines';
import { afterColon, columnOf, keyStart, refuseShared, stepOf } from './places';
import {
  PatchRefusal,
  type AnnotationChanges,
  type FilePatch,
  type PatchedServiceAccount,
} from './types';

/** Returns the patch that sets the annotation, or else the first patch. */
function chosen(found: Found[], key: string): Found | undefined {
  const setting = found.filter(
    ({ scalar }) => readInlinePatch(scalar, key).value !== undefined,
  );
  if (setting.length > 1) {
    throw new PatchRefusal(
      `Two patches of the ServiceAccount set \`${key}\`. Keep only one.`,
    );
  }
  return setting[0] ?? found[0];
}

function entryLines(
  ref: PatchedServiceAccount,
  [key, value]: [string, string],
  indent: number,
  step: number,
): string[] {
  const pad = ' '.repeat(indent);
  const deep = indent + 2 + step;
  const outer = ' '.repeat(deep);
  const isPlain =
    /^[a-z0-9.-]+$/.test(ref.name) &&
    isText({ type: 'PLAIN', source: ref.name });
  const name = isPlain ? ref.name : quoted(ref.name);
  return [
    `${pad}- target:`,
    `${outer}kind: ServiceAccount`,
    `${outer}name: ${name}`,
    `${pad}  patch: |-`,
    `${outer}apiVersion: v1`,
    `${outer}kind: ServiceAccount`,
    `${outer}metadata:`,
    `${outer}${' '.repeat(step)}name: ${name}`,
    ...nestedLines(
      ['annotations'],
      `${key}: ${quoted(value)}`,
      deep + step,
      step,
    ),
  ];
}

function addPatch(
  text: string,
  ref: PatchedServiceAccount,
  change: [string, string],
): string {
  const { document, map } = readRoot(text, ref);
  if (map.flow) {
    throw new PatchRefusal(
      'The kustomization is a flow map. Write it in block style.',
    );
  }
  const place = { document, map, keys: ['patches'] };
  const step = stepOf(text, { levels: [{ map }], missing: [] }, place);
  const pair = pairOf(map, 'patches');
  const base = columnOf(text, map);
  if (!pair) {
    const lists = map.items.map(({ value }) => value).filter(isSeq);
    const like = lists.find(({ flow, items }) => !flow && items.length > 0);
    const indent = like?.range ? column(text, like.range[0]) : base;
    return insertLines(text, endOfContent(text), [
      `${' '.repeat(base)}patches:`,
      ...entryLines(ref, change, indent, step),
    ]);
  }
  const list: unknown = pair.value;
  refuseShared(place, list, 'patches');
  const at = lineEnd(text, afterColon(pair));
  if (!isSeq(list) || list.flow || !list.range || list.range[0] < at) {
    throw new PatchRefusal(
      '`patches` is not a block-style list. Write it in block style first.',
    );
  }
  const indent = column(text, list.range[0]);
  return insertLines(text, at, entryLines(ref, change, indent, step));
}

/** Removes the entry of a patch, and its list if the entry is the only one. */
function removePatch(text: string, map: YAMLMap, found: Found): string {
  const items = itemsOf(map, found.list);
  const pair = pairOf(map, found.list);
  const { range } = found.scalar;
  const list: unknown = pair?.value;
  if (!pair || !range || !isSeq(list) || list.flow) refuseOther();
  const index = items.indexOf(found.item);
  const first = isMap(found.item) ? keyStart(found.item.items[0]) : range[0];
  const start = lineStart(text, first);
  const last = isMap(found.item) ? found.item.items.at(-1) : undefined;
  const content = text.slice(first, last ? endOf(last) : range[1]);
  const end = first + content.trimEnd().length;
  const isBare = /^[ \t]*\r?\n *-? *$/.test(
    text.slice(afterColon(pair), first),
  );
  const isOnly = items.length === 1;
  if (index < 0 || (isOnly && !isBare)) refuseOther();
  return deleteLines(
    text,
    isOnly ? lineStart(text, keyStart(pair)) : start,
    lineEnd(text, end),
  );
}

/** Returns the content of the kustomization without the annotation, and the value of the annotation. */
function read(text: string, ref: PatchedServiceAccount, key: string) {
  const { map } = readRoot(text, ref);
  let value: string | null | undefined;
  for (const { scalar, list, item } of inlinePatches(map, ref)) {
    const inner = readInlinePatch(scalar, key);
    value ??= inner.value;
    scalar.value = inner.rest;
    const items: unknown = map.get(list);
    if (inner.isEmpty && isSeq(items))
      items.items.splice(items.items.indexOf(item), 1);
    if (isSeq(items) && items.items.length === 0) map.delete(list);
  }
  return { rest: JSON.stringify(shapeOf(map)), value };
}

function changePatch(
  text: string,
  ref: PatchedServiceAccount,
  change: Change,
): string {
  const [key, value] = change;
  const { map } = readRoot(text, ref);
  const found = chosen(inlinePatches(map, ref), key);
  if (!found) return value === null ? text : addPatch(text, ref, [key, value]);
  const { isEmpty, value: was } = readInlinePatch(found.scalar, key);
  if (was === (value ?? undefined)) return text;
  return value === null && isEmpty
    ? removePatch(text, map, found)
    : changeInlinePatch(text, found.scalar, change);
}

/**
 * Changes annotations of a ServiceAccount in a `kustomization.yaml`: in its inline patch, or in a new strategic merge patch. The new patch names no
 * namespace, prefix, or suffix, because Kustomize adds them later.
 *
 * Every other byte stays. Running it again changes nothing, and removing what it added restores the file. Refuses patches in other files, JSON
 * patches of annotations, and a kustomization of another namespace.
 *
 * @public
 */
export function patchKustomization(
  text: string,
  serviceAccount: PatchedServiceAccount,
  changes: AnnotationChanges,
): FilePatch {
  return answer(text, () => {
    const { map } = readRoot(text, serviceAccount);
    const ref = withoutAffixes(map, serviceAccount);
    const patched = orderedChanges(changes).reduce((before, change) => {
      const after = changePatch(before, ref, change);
      if (after === before) return before;
      const [key, value] = change;
      const now = read(after, ref, key);
      const was = read(before, ref, key);
      if (now.value !== (value ?? undefined) || now.rest !== was.rest) {
        refuseOther();
      }
      return after;
    }, text);
    return { text: patched, warnings: [] };
  });
}
