import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * Follows the steps of a README in the folder of an app.
 * @param {Array<object>} steps - from {@link instructions}
 * @param {(command: string) => Promise<void>} shell - runs a command in that folder
 */
export async function follow(steps, { directory, shell }) {
  for (const step of steps) {
    if (step.kind === 'run') {
      await shell(step.command);
      continue;
    }
    const file = path.join(directory, step.file);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const after =
      step.kind === 'merge' ? merged(before, step.value) : edited(before, step);
    writeFileSync(file, after);
  }
}

/** Returns a YAML text merged with a value: maps are merged, lists are extended, and other values are replaced. */
function merged(text, value) {
  const document = parseDocument(text);
  const put = (keys, more) => {
    const there = document.getIn(keys);
    if (Array.isArray(more) && isSeq(there)) {
      for (const item of more) document.addIn(keys, document.createNode(item));
    } else if (isMap(there) && typeof more === 'object') {
      for (const [key, each] of Object.entries(more)) put([...keys, key], each);
    } else {
      document.setIn(keys, document.createNode(more));
    }
  };
  for (const [key, each] of Object.entries(value)) put([key], each);
  return String(document);
}

/** Returns a code file with an addition at the place that the README names. */
function edited(source, { file, scope, where, each, anchor, text }) {
  if (where === 'at the top') return `${text}\n${source}`;
  const lines = source.split('\n');
  const from = scope
    ? lines.findIndex(line => line.includes(`const ${scope} =`))
    : 0;
  const places = lines
    .map((line, index) => ({ line: line.trim(), index }))
    .filter(({ line, index }) => index >= from && line === anchor)
    .map(({ index }) => index)
    .slice(0, each ? undefined : 1);
  if (from < 0 || places.length === 0) {
    throw new Error(
      `${file} has no line "${anchor}"${scope ? ` in ${scope}` : ''}`,
    );
  }
  // Starts at the end, so that earlier positions stay valid.
  for (const index of places.reverse()) {
    const added = text.split('\n');
    if (where === 'before') lines.splice(index, 0, ...added);
    else if (where === 'after') lines.splice(index + 1, 0, ...added);
    else lines.splice(index, 1, ...added);
  }
  return lines.join('\n');
}
