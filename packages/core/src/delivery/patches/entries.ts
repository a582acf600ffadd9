import { isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import { isText, pairOf, type YamlNode } from './documents';
import { deleteLines, insertLines, lineEnd, lineStart, splice } from './lines';
import {
  afterColon,
  columnOf,
  isQuoted,
  keyStart,
  refuseShared,
  stepOf,
  wayTo,
  type Level,
  type Place,
  type Way,
} from './places';
import { PatchRefusal } from './types';

/** Returns a text in double quotes that is valid in YAML and JSON. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const TEXT = 'tag:yaml.org,2002:str';

const keyText = (key: string, inQuotes: boolean) =>
  inQuotes ? quoted(key) : key;

/** Returns the end of a file's content, before the document end marker (`...`). */
export function endOfContent(text: string): number {
  const marker = text.search(/^\.\.\.(?=\s|$)/m);
  return marker < 0 ? text.length : marker;
}

/** Returns lines that nest an entry in the maps of the keys. */
export function nestedLines(
  keys: readonly string[],
  entry: string,
  indent: number,
  step: number,
): string[] {
  return [...keys.map(key => `${key}:`), entry].map(
    (line, depth) => ' '.repeat(indent + depth * step) + line,
  );
}

function insertInBlock(
  text: string,
  { pair, map }: Level,
  lines: string[],
): string {
  if (!pair) return insertLines(text, endOfContent(text), lines);
  const at = lineEnd(text, afterColon(pair));
  if (at > keyStart(map.items[0])) {
    throw new PatchRefusal(
      'A parent map of the annotations starts on the line of its key. Start it on the next line.',
    );
  }
  return insertLines(text, at, lines);
}

function insertInFlow(text: string, map: YAMLMap, entry: string): string {
  const last = map.items.at(-1);
  if (last) return splice(text, endOf(last), endOf(last), `, ${entry}`);
  const { range } = map;
  if (!range)
    throw new PatchRefusal(
      'The position of a map in the file is unknown. Change it manually.',
    );
  return splice(text, range[0] + 1, range[0] + 1, entry);
}

/** Returns the offset at which the text of a pair ends. */
export function endOf({ key, value }: Pair): number {
  const node = value ?? key;
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    if (last) return endOf(last);
  }
  if (isSeq(node) && !node.flow) {
    const last: YamlNode = node.items.at(-1);
    if (isNode(last) && last.range) return last.range[1];
  }
  const end = isNode(node) ? node.range?.[1] : undefined;
  if (end === undefined)
    throw new PatchRefusal(
      'The position of a value in the file is unknown. Change it manually.',
    );
  return end;
}

/** Returns an entry of a flow map, nested in maps of the missing keys. Spaces inside the braces mark a map that a patch created. */
function flowEntry(
  [key, ...rest]: readonly string[],
  value: string,
  inQuotes: boolean,
): string {
  if (rest.length === 0) return `${keyText(key, inQuotes)}: ${value}`;
  const inner = flowEntry(rest, value, inQuotes);
  return `${keyText(key, inQuotes)}: { ${inner} }`;
}

function addEntry(text: string, place: Place, way: Way, entry: Entry): string {
  const { levels, unset, missing } = way;
  const keys = [...missing, entry.key];
  const level = levels.at(-1);
  const value = quoted(entry.value);
  const step = stepOf(text, way, place);
  if (level?.map.flow) {
    if (unset) {
      throw new PatchRefusal(
        'A parent key of the annotations has no value. Set it to `{}` first.',
      );
    }
    const key = level.pair?.key;
    const inQuotes =
      isQuoted(level.map) ||
      (level.map.items.length === 0 &&
        isScalar(key) &&
        key.type === 'QUOTE_DOUBLE');
    return insertInFlow(text, level.map, flowEntry(keys, value, inQuotes));
  }
  const [first] = keys;
  // Quotes mark that the key above had no value.
  const inQuotes = unset !== undefined || (level && isQuoted(level.map));
  const indent = level ? columnOf(text, level.map) + (unset ? step : 0) : 0;
  const lines = nestedLines(missing, `${entry.key}: ${value}`, indent, step);
  if (inQuotes) lines[0] = lines[0].replace(first, () => quoted(first));
  if (unset) return insertLines(text, lineEnd(text, afterColon(unset)), lines);
  return level
    ? insertInBlock(text, level, lines)
    : insertLines(text, endOfContent(text), lines);
}

/** Returns a text in the same kind of quotes as the text that it replaces. */
function likeBefore(value: string, type: string | undefined): string {
  if (type === 'PLAIN' && /^arn:[\w+=.@:/-]+$/.test(value)) return value;
  if (type === 'QUOTE_SINGLE' && /^[\x20-\x7e]*$/.test(value)) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return quoted(value);
}

function replaceValue(
  text: string,
  place: Place,
  pair: Pair,
  { key, value }: Entry,
): string {
  const node: YamlNode = pair.value;
  refuseShared(place, node, key);
  const at = afterColon(pair);
  if (!isScalar(node) || !node.range || (node.tag && node.tag !== TEXT)) {
    throw new PatchRefusal(
      `\`${key}\` is not a string. Change it to a string first.`,
    );
  }
  if (node.value === value && isText(node)) return text;
  const [start, end] = node.range;
  if (start === end) return splice(text, at, at, ` ${quoted(value)}`);
  const before = text.slice(start, end);
  const [eol] = before.match(/\r?\n$/) ?? [''];
  return splice(text, start, end, likeBefore(value, node.type) + eol);
}

/** An entry of a map at a place. */
export interface Entry {
  key: string;
  value: string;
}

/** Sets one entry and adds missing maps. */
export function setEntry(text: string, place: Place, entry: Entry): string {
  const way = wayTo(place);
  const map = way.missing.length === 0 ? way.levels.at(-1)?.map : undefined;
  const pair = way.unset || !map ? undefined : pairOf(map, entry.key);
  return pair
    ? replaceValue(text, place, pair, entry)
    : addEntry(text, place, way, entry);
}

/** Removes one entry, with the maps that {@link setEntry} would have added for it. */
export function removeEntry(text: string, place: Place, key: string): string {
  const { levels, unset, missing } = wayTo(place);
  const map = levels.at(-1)?.map;
  const pair = map && pairOf(map, key);
  if (unset || missing.length > 0 || !pair) return text;
  refuseShared(place, pair.value, key);
  return removePair(text, levels, pair);
}

function removeInBlock(text: string, pair: Pair): string {
  const start = lineStart(text, keyStart(pair));
  const end = endOf(pair);
  if (!/^\ufeff? *$/.test(text.slice(start, keyStart(pair)))) {
    throw new PatchRefusal(
      'The annotation does not start a line. Move it to its own line first.',
    );
  }
  const broken = text[end - 1] === '\n' && end > keyStart(pair);
  return deleteLines(text, start, broken ? end : lineEnd(text, end));
}

function removeInFlow(text: string, map: YAMLMap, pair: Pair): string {
  const index = map.items.indexOf(pair);
  const next = map.items[index + 1];
  if (index > 0) {
    return splice(text, endOf(map.items[index - 1]), endOf(pair), '');
  }
  const end = next ? keyStart(next) : endOf(pair);
  return splice(text, keyStart(pair), end, '');
}

/** Removes a pair of the innermost map. Also removes an empty map that {@link setEntry} would have added. */
function removePair(text: string, levels: Level[], pair: Pair): string {
  const level = levels[levels.length - 1];
  const { map, pair: holder } = level;
  const outer = levels.slice(0, -1);
  const isLast = map.items.length === 1;
  if (map.flow) {
    const padded = map.range && text[map.range[0] + 1] === ' ';
    const isOurs = padded && outer.at(-1)?.map.flow;
    return isLast && holder && isOurs
      ? removePair(text, outer, holder)
      : removeInFlow(text, map, pair);
  }
  if (!isLast || !holder || isQuoted(map)) return removeInBlock(text, pair);
  const at = afterColon(holder);
  const between = text.slice(at, keyStart(pair));
  return /^[ \t]*\r?\n *$/.test(between)
    ? removePair(text, outer, holder)
    : splice(removeInBlock(text, pair), at, at, ' {}');
}
