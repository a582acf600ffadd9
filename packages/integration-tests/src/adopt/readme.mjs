import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

/**
 * Returns the steps in a section of a README, in order, read from its code blocks. A block of the language `sh` is run. Any other block counts if its
 * first line is a comment that names a file and, for a code file, the place in it:
 *
 *     # app-config.yaml
 *     // packages/app/src/App.tsx, at the top
 *     // packages/app/src/App.tsx, in routes, before </FlatRoutes>
 *     // packages/app/src/App.tsx, after each <Route path="/docs">
 *     // packages/app/src/App.tsx, instead of <Route path="/create" />
 *
 * `each` means every such line, and without `each` the first one. `in` with a name means the first one after the declaration of that constant.
 *
 * @param {string} file - the README, relative to the root of the repository
 * @param {string} heading - the heading of the section, without its signs
 * @returns {Array<{ kind: 'run', command: string } | { kind: 'merge', file: string, value: object }
 *   | { kind: 'edit', file: string, scope?: string, where: string, each: boolean, anchor?: string, text: string }>}
 */
export function instructions(file, heading) {
  const found = blocks(section(readFileSync(inRoot(file), 'utf8'), heading))
    .map(instruction)
    .filter(Boolean);
  if (found.length === 0) {
    throw new Error(`${file} has no section "${heading}" that says what to do`);
  }
  return found;
}

/** Returns the text from a heading to the next one of the same or a higher level. */
function section(text, heading) {
  const lines = text.split('\n');
  const start = lines.findIndex(
    line => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading,
  );
  if (start < 0) throw new Error(`There is no heading "${heading}"`);
  const [signs] = /^#+/.exec(lines[start]);
  const rest = lines.slice(start + 1);
  let inBlock = false;
  const end = rest.findIndex(line => {
    if (line.trimStart().startsWith('```')) inBlock = !inBlock;
    const level = /^(#+) /.exec(line)?.[1].length;
    return !inBlock && level !== undefined && level <= signs.length;
  });
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** Returns the fenced blocks of a text with their language, without list indentation. */
function blocks(text) {
  return [...text.matchAll(/^( *)```(\w+)\n([^]*?)^ *```$/gm)].map(
    ([, indent, language, body]) => ({
      language,
      lines: body
        .trimEnd()
        .split('\n')
        .map(line => line.slice(indent.length)),
    }),
  );
}

function instruction({ language, lines: [first, ...rest] }) {
  const text = rest.join('\n').trim();
  if (language === 'sh')
    return { kind: 'run', command: [first, text].join('\n') };
  if (language === 'yaml') {
    const file = /^# (\S+\.ya?ml)$/.exec(first)?.[1];
    return file && { kind: 'merge', file, value: parse(text) };
  }
  const place =
    /^\/\/ (\S+\.tsx?), (?:in (\w+), )?(at the top|before|after|instead of)( each)?(?: (.+))?$/.exec(
      first,
    );
  if (!place) return undefined;
  const [, file, scope, where, each, anchor] = place;
  return {
    kind: 'edit',
    file,
    scope,
    where,
    each: Boolean(each),
    anchor,
    text,
  };
}
