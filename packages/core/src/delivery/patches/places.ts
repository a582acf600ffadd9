import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  visit,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { isUnset, pairOf, type YamlDocument } from './documents';
import { column } from './lines';
import { PatchRefusal } from './types';

/** The place of an entry: a map of a document, and the keys that lead from it to the map of the entry. */
export interface Place {
  document: YamlDocument | undefined;
  /** Undefined if the document is empty. */
  map: YAMLMap | undefined;
  keys: readonly string[];
}

/** A map on the path to an entry, and the pair whose value it is. */
export interface Level {
  map: YAMLMap;
  pair?: Pair;
}

/** The existing maps on the path to an entry. */
export interface Way {
  levels: Level[];
  /** The pair without a value, which must be written first. */
  unset?: Pair;
  /** The keys that do not exist. */
  missing: readonly string[];
}

function isShared(document: YamlDocument | undefined, node: unknown): boolean {
  const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined;
  if (!document || !anchor) return false;
  let shared = false;
  visit(document, {
    Alias(_, { source }) {
      shared ||= source === anchor;
    },
  });
  return shared;
}

/** Refuses a node that other places of the document also use. */
export function refuseShared(
  { document }: Place,
  node: unknown,
  name: string,
): void {
  if (!isAlias(node) && !isShared(document, node)) return;
  throw new PatchRefusal(
    `\`${name}\` is shared with other parts of the file through an anchor. Write it out first.`,
  );
}

function refuseMerged(map: YAMLMap, name: string): void {
  if (!pairOf(map, '<<')) return;
  throw new PatchRefusal(
    `\`${name}\` includes entries of another map through a merge key (\`<<\`). Write them out first.`,
  );
}

/** Follows the keys of a place. Refuses values that are not maps, and values that other places share. */
export function wayTo(place: Place): Way {
  const { map: root, keys } = place;
  if (!root) return { levels: [], missing: keys };
  const levels: Level[] = [{ map: root }];
  for (const [depth, key] of keys.entries()) {
    const { map } = levels[depth];
    const name = keys.slice(0, depth + 1).join('.');
    const pair = pairOf(map, key);
    if (!pair) {
      refuseMerged(map, keys.slice(0, depth).join('.') || '.');
      return { levels, missing: keys.slice(depth) };
    }
    refuseShared(place, pair.value, name);
    if (isMap(pair.value)) {
      levels.push({ map: pair.value, pair });
    } else if (isUnset(pair.value) && pair.value !== null) {
      return { levels, unset: pair, missing: keys.slice(depth + 1) };
    } else {
      throw new PatchRefusal(
        `\`${name}\` is not a map. Change it to a map first.`,
      );
    }
  }
  refuseMerged(levels[keys.length].map, keys.join('.'));
  return { levels, missing: [] };
}

/** Returns the offset at which the text of a key begins. */
export function keyStart(pair: Pair): number {
  const { key } = pair;
  const start = isNode(key) ? key.range?.[0] : undefined;
  if (start === undefined)
    throw new PatchRefusal(
      'The position of a key in the file is unknown. Change it manually.',
    );
  return start;
}

/** Returns the offset after the colon of a pair. */
export function afterColon({ srcToken }: Pair): number {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const explicit = srcToken?.start.some(
    ({ type }) => type === 'explicit-key-ind',
  );
  if (!colon || explicit) {
    throw new PatchRefusal(
      'A parent key of the annotations is not written as `key: value`. Rewrite it first.',
    );
  }
  return colon.offset + 1;
}

export const columnOf = (text: string, map: YAMLMap) =>
  map.items[0] ? column(text, keyStart(map.items[0])) : 0;

/** Returns the indentation step of the surrounding maps, in spaces. */
export function stepOf(text: string, { levels }: Way, place: Place): number {
  const steps: number[] = [];
  const add = (outer: YAMLMap, inner: unknown) => {
    if (outer.flow || !isMap(inner) || inner.flow || !inner.items[0]) return;
    const step = columnOf(text, inner) - columnOf(text, outer);
    if (step > 0) steps.push(step);
  };
  for (const [depth, { map }] of levels.entries()) {
    add(map, levels[depth + 1]?.map);
  }
  steps.reverse();
  if (place.document) {
    visit(place.document, {
      Map(_, map) {
        for (const { value } of map.items) add(map, value);
      },
    });
  }
  return steps[0] ?? 2;
}

/** Checks whether every key of a map is in double quotes. */
export function isQuoted({ items }: YAMLMap): boolean {
  return (
    items.length > 0 &&
    items.every(({ key }) => isScalar(key) && key.type === 'QUOTE_DOUBLE')
  );
}
