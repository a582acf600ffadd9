// Helpers that read the Markdown of the documentation.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { lexer, walkTokens } from 'marked';
import { inRoot } from '../lib/paths.mjs';

const LEFT_OUT = new Set(['node_modules', 'skeleton', 'test-results']);

/** Returns the paths of all Markdown files in a folder, relative to the root. */
export function pagesIn(folder) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap(entry => {
    if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name)) return [];
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return pagesIn(name);
    return name.endsWith('.md') && !name.endsWith('.api.md') ? [name] : [];
  });
}

/** Returns the text of inline tokens without markup. */
export const plain = tokens =>
  tokens
    .map(token =>
      token.type === 'html'
        ? ''
        : token.tokens
        ? plain(token.tokens)
        : token.text ?? token.raw,
    )
    .join('');

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescape = text =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => NAMED[name]);

/** Returns the anchor that GitHub creates for a heading, except the suffix of repeated headings. */
export const gitHubSlug = text =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** Returns the anchor that MkDocs, and so TechDocs, creates for a heading (Python-Markdown's `toc.slugify`). */
export const mkDocsSlug = text =>
  text
    .normalize('NFKD')
    // eslint-disable-next-line no-control-regex
    .replace(/[^\x00-\x7f]/g, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');

/**
 * Reads the links (including images), headings, and code spans of a page.
 *
 * @param {string} markdown the page
 * @returns {{ links: string[], headings: string[], codes: string[] }} targets as written; headings and code spans as plain text
 */
export function read(markdown) {
  const links = [];
  const headings = [];
  const codes = [];
  walkTokens(lexer(markdown), token => {
    if (token.type === 'link' || token.type === 'image') links.push(token.href);
    if (token.type === 'codespan') codes.push(unescape(token.text));
    if (token.type === 'heading') headings.push(unescape(plain(token.tokens)));
  });
  return { links, headings, codes };
}
