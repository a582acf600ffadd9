// Updates the generated blocks of the documentation: the text between `<!-- generated: <name> -->` and `<!-- end -->` comes from the code.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { inRoot } from '../lib/paths.mjs';
import { BLOCKS } from './blocks.mjs';
import { pagesIn } from './markdown.mjs';

const BLOCK = /(<!-- generated: ([a-z-]+) -->\n)[^]*?(<!-- end -->)/g;

/** Returns the pages with outdated generated blocks, and their correct content. */
export async function stalePages() {
  const stale = [];
  for (const file of pagesIn('docs')) {
    const present = readFileSync(inRoot(file), 'utf8');
    const filled = present.replace(
      BLOCK,
      (_, begin, name, end) => `${begin}\n${BLOCKS[name](file)}\n\n${end}`,
    );
    if (filled === present) continue;
    const options = await prettier.resolveConfig(inRoot(file));
    const wanted = prettier.format(filled, { ...options, parser: 'markdown' });
    if (wanted !== present) stale.push({ file, wanted });
  }
  return stale;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) {
  for (const { file, wanted } of await stalePages()) {
    writeFileSync(inRoot(file), wanted);
    console.log(`Wrote ${file}`);
  }
}
