// The licences of all that an adopter installs with our packages. Fails on one that is not permissive and is not let in by name, and writes
// docs/licences.md. `--check` says whether that file is up to date instead; `--sbom FILE` writes a bill of materials as well.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot } from './lib/paths.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { cycloneDx } from './licences/cycloneDx.mjs';
import { judge } from './licences/judge.mjs';
import { installed } from './licences/tree.mjs';

const FILE = inRoot('docs', 'licences.md');

function countsOf(packages) {
  const counts = new Map();
  for (const { licence } of packages) {
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function pageOf(packages) {
  const noted = packages.filter(({ note }) => note !== undefined);
  return [
    '# Licences of what is installed',
    '',
    'All that npm installs for the published packages, Backstage’s own libraries among them, by the licence that each declares.',
    'Written by `node scripts/licences.mjs`, which fails on a licence that is not permissive; `--sbom FILE` writes a bill of materials (CycloneDX).',
    '',
    '| licence | packages |',
    '| --- | --- |',
    ...countsOf(packages).map(
      ([licence, count]) => `| ${licence} | ${count} |`,
    ),
    '',
    '## Read by a person',
    '',
    '| package | licence | why it is here |',
    '| --- | --- | --- |',
    ...noted.map(
      ({ manifest: { name }, licence, note }) =>
        `| \`${name}\` | ${licence} | ${note} |`,
    ),
    '',
  ].join('\n');
}

/** Tables are padded by the formatter: only what is said counts. */
const squeezed = text =>
  text.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---').trim();

await run(async () => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, sbom: { type: 'string' } },
  });
  const packages = installed().map(manifest => ({
    manifest,
    ...judge(manifest),
  }));
  const refused = packages.filter(({ verdict }) => verdict === 'refused');
  if (refused.length > 0) {
    const names = refused.map(
      ({ manifest: { name, version }, licence }) =>
        `${name}@${version} (${licence})`,
    );
    throw new Stop(
      `Not permissive: ${names.join(
        ', ',
      )}. Take another library, or say in scripts/licences/judge.mjs why it may be there.`,
    );
  }
  if (values.sbom !== undefined) {
    const { name, version } = JSON.parse(
      readFileSync(inRoot('package.json'), 'utf8'),
    );
    const bom = cycloneDx(name, version, packages);
    writeFileSync(values.sbom, `${JSON.stringify(bom, null, 2)}\n`);
  }
  const page = pageOf(packages);
  if (!values.check) {
    writeFileSync(FILE, page);
  } else if (squeezed(page) !== squeezed(readFileSync(FILE, 'utf8'))) {
    throw new Stop(
      'docs/licences.md is not up to date: run node scripts/licences.mjs and format it.',
    );
  }
  say(`${packages.length} packages, none under GPL or AGPL alone`);
});
