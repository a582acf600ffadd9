// Writes the documentation as HTML to the folder of the TechDocs publisher. Uses Marked instead of MkDocs, so that `npm start` needs no Python.
// The Dockerfile runs it with the folder as the argument.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Marked } from 'marked';
import YAML from 'yaml';
import { inRoot } from '../lib/paths.mjs';
import { mkDocsSlug, plain } from './markdown.mjs';

/** The entity of catalog-info.yaml, as a path of the publisher. */
const ENTITY = ['default', 'component', 'irsa-for-backstage'];

/** Returns the folder of a page on the site, as in MkDocs: `how-to/operate.md` becomes `how-to/operate/index.html`. */
const folderOf = file =>
  file.replace(/(^|\/)index\.md$/, '').replace(/\.md$/, '') || '.';

/** Converts a link of a page to a link that is relative to the folder of the page on the site. */
function linkFrom(file, href) {
  if (/^([a-z+]+:|#)/i.test(href)) return href;
  const [target, anchor] = href.split('#');
  const to = path.posix.join(path.posix.dirname(file), target);
  const isPage = to.endsWith('.md');
  const relative = path.posix.relative(
    folderOf(file),
    isPage ? folderOf(to) : to,
  );
  return `${relative || '.'}${isPage ? '/' : ''}${anchor ? `#${anchor}` : ''}`;
}

const escape = text => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function navigation(entries, file) {
  const items = entries.flatMap(entry =>
    Object.entries(entry).map(([title, value]) =>
      Array.isArray(value)
        ? `<li class="md-nav__item"><span class="md-nav__link">${title}</span>${navigation(
            value,
            file,
          )}</li>`
        : `<li class="md-nav__item"><a class="md-nav__link${
            value === file ? ' md-nav__link--active' : ''
          }" href="${linkFrom(
            file,
            path.posix.relative(path.posix.dirname(file), value),
          )}">${title}</a></li>`,
    ),
  );
  return `<nav class="md-nav"><ul class="md-nav__list">${items.join(
    '',
  )}</ul></nav>`;
}

function article(file, markdown) {
  return new Marked({
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') {
        token.href = linkFrom(file, token.href);
      }
    },
    renderer: {
      heading({ tokens, depth }) {
        return `<h${depth} id="${mkDocsSlug(
          plain(tokens),
        )}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  }).parse(markdown);
}

/** Creates the page with the layout of the TechDocs theme, whose class names the Backstage styles use. */
const layout = (title, nav, content) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(
  title,
)}</title></head>
<body><div class="md-container" data-md-component="container"><main class="md-main"><div class="md-main__inner md-grid">
<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar"><div class="md-sidebar__scrollwrap">${nav}</div></div>
<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">${content}</article></div>
</div></main></div></body></html>
`;

const filesOf = nav =>
  nav
    .flatMap(entry => Object.values(entry))
    .flatMap(value => (Array.isArray(value) ? filesOf(value) : [value]));

/** Writes every page in the navigation of mkdocs.yml, the images, and the TechDocs metadata of the site. Returns the number of pages. */
export function writeSite(directory) {
  const target = path.join(directory, ...ENTITY);
  const { nav, site_name, site_description } = YAML.parse(
    readFileSync(inRoot('mkdocs.yml'), 'utf8'),
  );
  const files = filesOf(nav);
  for (const file of files) {
    const folder = path.join(target, folderOf(file));
    mkdirSync(folder, { recursive: true });
    const text = readFileSync(inRoot('docs', file), 'utf8');
    const html = layout(site_name, navigation(nav, file), article(file, text));
    writeFileSync(path.join(folder, 'index.html'), html);
  }
  cpSync(inRoot('docs', 'images'), path.join(target, 'images'), {
    recursive: true,
  });
  writeFileSync(
    path.join(target, 'techdocs_metadata.json'),
    JSON.stringify({
      site_name,
      site_description,
      build_timestamp: Date.now(),
    }),
  );
  return files.length;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) {
  writeSite(process.argv[2]);
}
