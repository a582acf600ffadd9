// Builds the documentation's site as TechDocs does, as far as that is possible without its Python plugin, and looks whether what came out is whole.
// TechDocs' own plugin, mkdocs-techdocs-core, is a wrapper around the theme, the search and the extensions that are named here.
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import YAML from 'yaml';
import { inRoot } from '../lib/paths.mjs';
import { readPages } from './check.mjs';
import { findMkDocs } from './mkdocs.mjs';

/** What mkdocs-techdocs-core 1.x switches on, without the parts that Debian has not: monorepo, graphviz, PlantUML and nested lists by two blanks. */
const LIKE_TECHDOCS = {
  theme: { name: 'material', font: false },
  plugins: ['search'],
  markdown_extensions: [
    'admonition',
    'attr_list',
    'md_in_html',
    { toc: { permalink: true } },
    'pymdownx.betterem',
    'pymdownx.caret',
    'pymdownx.critic',
    'pymdownx.details',
    'pymdownx.highlight',
    'pymdownx.inlinehilite',
    'pymdownx.magiclink',
    'pymdownx.mark',
    'pymdownx.smartsymbols',
    'pymdownx.superfences',
    { 'pymdownx.tasklist': { custom_checkbox: true } },
    'pymdownx.tilde',
  ],
  // Whatever MkDocs finds strange is an error.
  validation: {
    nav: { omitted_files: 'warn', not_found: 'warn', absolute_links: 'warn' },
    links: {
      not_found: 'warn',
      anchors: 'warn',
      absolute_links: 'warn',
      unrecognized_links: 'warn',
    },
  },
};

const count = (text, pattern) => (text.match(pattern) ?? []).length;

/** The page that MkDocs makes of a file of docs. */
const builtFrom = file =>
  file.endsWith('index.md')
    ? file.replace(/index\.md$/, 'index.html')
    : file.replace(/\.md$/, '/index.html');

/** What a reader of Python's Markdown loses of a page: tables, code and headings that it took for text. */
function lost(html, page) {
  const article = html.slice(
    html.indexOf('<article'),
    html.indexOf('</article>'),
  );
  const seen = {
    headings: count(article, /<h[1-6][ >]/g),
    tables: count(article, /<table>/g),
    'blocks of code': count(article, /<pre[ >]/g),
    items: count(article, /<li>/g),
  };
  return Object.entries(page)
    .filter(([what, wanted]) => seen[what] !== wanted)
    .map(([what, wanted]) => `${seen[what]} of ${wanted} ${what}`);
}

function build(mkdocs, folder) {
  const config = {
    ...YAML.parse(readFileSync(inRoot('mkdocs.yml'), 'utf8')),
    ...LIKE_TECHDOCS,
    docs_dir: inRoot('docs'),
    site_dir: path.join(folder, 'site'),
  };
  const file = path.join(folder, 'mkdocs.yml');
  writeFileSync(file, YAML.stringify(config));
  // Without --quiet, which would let warnings pass.
  const { status, stderr } = spawnSync(
    mkdocs[0],
    [...mkdocs.slice(1), 'build', '--strict', '-f', file],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`MkDocs refuses the site:\n${stderr}`);
  return config.site_dir;
}

const mkdocs = findMkDocs();
if (!mkdocs) {
  console.log('MkDocs is not installed: the site was not built.');
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'irsa-docs-'));
  try {
    const site = build(mkdocs, folder);
    const faults = [...readPages()]
      .filter(([file]) => file.startsWith('docs/'))
      .flatMap(([file, { blocks }]) => {
        const built = builtFrom(file.slice('docs/'.length));
        const html = readFileSync(path.join(site, built), 'utf8');
        return lost(html, blocks).map(each => `${file} shows ${each}.`);
      });
    for (const each of faults) console.error(each);
    console.log(
      `${readdirSync(site, { recursive: true }).length} files in the site.`,
    );
    process.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
