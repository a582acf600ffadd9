// Checks the documentation: its links work, its navigation is complete, it names everything that users see by name, and the configuration of the
// host has an example of each setting.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import YAML from 'yaml';
import { inRoot, root } from '../lib/paths.mjs';
import { stalePages } from './generate.mjs';
import { gitHubSlug, mkDocsSlug, pagesIn, read } from './markdown.mjs';
import { product } from './product.mjs';

/** Reads the text and the parts of each page, by its path from the root. */
function readPages(files = pagesIn('.')) {
  return new Map(
    files.map(file => {
      const text = readFileSync(inRoot(file), 'utf8');
      return [file, { text, ...read(text) }];
    }),
  );
}

/** Returns what is wrong with an anchor, or undefined. */
function wrongAnchor(anchor, { headings }) {
  const meant = headings.filter(each => gitHubSlug(each) === anchor);
  if (meant.length === 0) return 'no heading has this anchor';
  if (meant.length > 1) return 'several headings have this anchor';
  return mkDocsSlug(meant[0]) === anchor
    ? undefined
    : `TechDocs calls this heading #${mkDocsSlug(meant[0])}`;
}

const existing = file =>
  statSync(path.join(root, file), { throwIfNoEntry: false });

/** Returns what is wrong with a link of a page, or undefined. */
function wrongLink(file, href, pages) {
  if (/^[a-z+]+:/i.test(href)) return undefined;
  const [target, anchor] = href.split('#');
  const to = target
    ? path.posix.join(path.posix.dirname(file), decodeURI(target))
    : file;
  const found = existing(to);
  if (!found) return `${to} does not exist`;
  if (file.startsWith('docs/')) {
    if (!to.startsWith('docs/')) return 'TechDocs contains only files of docs';
    if (found.isDirectory())
      return 'TechDocs cannot open a folder. Link to a page';
  }
  return anchor && pages.has(to)
    ? wrongAnchor(anchor, pages.get(to))
    : undefined;
}

/** Returns an error for each link that does not work, in the repository or in TechDocs. */
export function brokenLinks(pages) {
  return [...pages].flatMap(([file, { links }]) =>
    links.flatMap(href => {
      const wrong = wrongLink(file, href, pages);
      return wrong ? [`${file}: the link ${href}: ${wrong}.`] : [];
    }),
  );
}

const pathsOf = nav =>
  nav.flatMap(entry => {
    if (typeof entry === 'string') return [entry];
    return Object.values(entry).flatMap(value =>
      Array.isArray(value) ? pathsOf(value) : [value],
    );
  });

/** Returns an error for each page that the navigation lacks, names twice, or names although it does not exist. */
export function navigationFaults(nav, files) {
  const named = pathsOf(nav).map(each => `docs/${each}`);
  const docs = files.filter(each => each.startsWith('docs/'));
  return [
    ...docs
      .filter(each => !named.includes(each))
      .map(each => `${each} is not in the nav of mkdocs.yml. Add a line.`),
    ...named
      .filter(each => !docs.includes(each))
      .map(
        each => `The nav of mkdocs.yml names ${each}, which does not exist.`,
      ),
    ...named
      .filter((each, index) => named.indexOf(each) !== index)
      .map(each => `The nav of mkdocs.yml names ${each} twice.`),
  ];
}

const ACCESS = 'docs/how-to/control-access.md';
const ACTIONS = 'docs/reference/mcp-actions.md';
const EVENTS = 'docs/reference/events-and-metrics.md';
const FAULTS = 'docs/reference/failure-modes.md';
const FINDINGS = 'docs/reference/findings/index.md';
const PERMISSIONS = 'docs/reference/required-permissions.md';
const SETTINGS = 'docs/reference/configuration.md';
const TEMPLATES = 'plugins/scaffolder-backend-module-irsa/README.md';

const code = name => page => page.codes.includes(name);
const heading = title => page => page.headings.includes(title);
const link = href => page => page.links.includes(href);
const words = text => page => page.text.includes(text);
const metricRow =
  ({ name, attributes }) =>
  ({ text }) => {
    const row = text
      .split('\n')
      .find(each => each.startsWith(`| \`${name}\` |`));
    return (
      row?.split('|')[4].trim() ===
      attributes.map(each => `\`${each}\``).join(', ')
    );
  };

/** Returns everything that pages must name: the page, the kind, the name, and a function that checks whether the page names it. */
const needsOf = parts => [
  ...parts.permissions.map(name => [ACCESS, 'permission', name, code(name)]),
  ...parts.auditEvents.map(id => [ACCESS, 'audit event', id, code(id)]),
  ...parts.metrics.map(metric => [
    EVENTS,
    'metric with its attributes',
    [metric.name, ...metric.attributes].join(', '),
    metricRow(metric),
  ]),
  ...parts.registryActions.map(name => [ACTIONS, 'action', name, code(name)]),
  ...parts.templateActions.map(({ id }) => [
    TEMPLATES,
    'template action',
    id,
    heading(id),
  ]),
  ...parts.checks.map(({ id, docs }) => [
    docs,
    'check',
    id,
    words(`**Check:** \`${id}\``),
  ]),
  ...parts.findings.flatMap(({ id, docs }) => [
    [docs, 'finding', id, words(`**Finding:** \`${id}\``)],
    [FINDINGS, 'finding', id, link(`${id}.md`)],
  ]),
  ...parts.faults.flatMap(({ id, title }) => [
    [FAULTS, 'title', title, words(title)],
    [FAULTS, 'fault', id, heading(id)],
  ]),
  ...parts.iamFiles.flatMap(({ file, permissions }) =>
    [file, ...permissions].map(each => [
      PERMISSIONS,
      `permission of ${file}`,
      each,
      code(each),
    ]),
  ),
];

/** Returns an error for each name of the product that the documentation does not mention where it must. */
export function untold(pages, parts = product) {
  const nothing = { text: '', ...read('') };
  return needsOf(parts)
    .filter(([file, , , isTold]) => !isTold(pages.get(file) ?? nothing))
    .map(([file, kind, name]) => `${file} does not name the ${kind} ${name}.`);
}

/** Returns an error for each setting whose key parts do not all occur in the configuration of the host, including its comments. */
export function settingsWithoutExample(reference, example) {
  const keys = [...reference.matchAll(/^\| `([\w.[\]]+)`/gm)];
  const isShown = name => new RegExp(`\\b${name}\\b`).test(example);
  return keys
    .filter(([, key]) => !key.match(/\w+/g).every(isShown))
    .map(([, key]) => `app-config.yaml has no example of ${key}.`);
}

async function check() {
  const pages = readPages();
  const { nav } = YAML.parse(readFileSync(inRoot('mkdocs.yml'), 'utf8'));
  const stale = await stalePages();
  const wrong = [
    ...stale.map(({ file }) => `${file} is out of date. Run \`yarn docs\`.`),
    ...brokenLinks(pages),
    ...navigationFaults(nav, [...pages.keys()]),
    ...untold(pages),
    ...settingsWithoutExample(
      pages.get(SETTINGS).text,
      readFileSync(inRoot('app-config.yaml'), 'utf8'),
    ),
  ];
  for (const each of wrong) console.error(each);
  const links = [...pages.values()].flatMap(page => page.links).length;
  console.log(`${pages.size} pages, ${links} links, ${wrong.length} faults.`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) {
  await check();
}
