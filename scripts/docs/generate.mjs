// Writes the pages and pictures of the documentation that follow from the code. `--check` writes nothing and fails when one is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { inRoot } from '../lib/paths.mjs';
import { PAGES } from './pages/index.mjs';

/** The pages that are not as they would be written, and what they would be. */
export async function stalePages() {
  const stale = [];
  for (const [file, page] of Object.entries(PAGES)) {
    const target = inRoot(file);
    const made = page();
    const wanted = file.endsWith('.md')
      ? prettier.format(made, {
          ...(await prettier.resolveConfig(target)),
          parser: 'markdown',
        })
      : made;
    const present = await readFile(target, 'utf8').catch(() => '');
    if (present !== wanted) stale.push({ file, wanted });
  }
  return stale;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) {
  const stale = await stalePages();
  if (process.argv.includes('--check')) {
    for (const { file } of stale) {
      console.error(`${file} is out of date: run \`yarn docs\`.`);
    }
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const { file, wanted } of stale) {
      await writeFile(inRoot(file), wanted);
      console.log(`Wrote ${file}`);
    }
  }
}
