// What the documentation's scripts read from Markdown and write into it.
import { lexer, walkTokens } from 'marked';

/** Text that stands in a cell of a table. */
export const cell = text =>
  String(text ?? '')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');

/** A table; the formatter aligns it. */
export function table(heads, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

const plain = tokens =>
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

/** The anchor that GitHub gives a heading, repetitions aside. */
export const gitHubSlug = text =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** The anchor that MkDocs, and so TechDocs, gives it (Python-Markdown's `toc.slugify`). */
export const mkDocsSlug = text =>
  text
    .normalize('NFKD')
    // eslint-disable-next-line no-control-regex
    .replace(/[^\x00-\x7f]/g, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');

const BLOCKS = {
  heading: 'headings',
  table: 'tables',
  code: 'blocks of code',
  list_item: 'items',
};

/**
 * The links, images included, and the headings of a page.
 *
 * @param {string} markdown the page
 * @returns {{ links: string[], headings: string[], codes: string[], blocks: Record<string, number> }} targets as written; headings and code spans as
 * plain text; how many blocks there are of each kind
 */
export function read(markdown) {
  const links = [];
  const headings = [];
  const codes = [];
  const blocks = Object.fromEntries(
    Object.values(BLOCKS).map(name => [name, 0]),
  );
  walkTokens(lexer(markdown), token => {
    if (token.type === 'link' || token.type === 'image') links.push(token.href);
    if (token.type === 'codespan') codes.push(unescape(token.text));
    if (token.type === 'heading') headings.push(unescape(plain(token.tokens)));
    if (BLOCKS[token.type]) blocks[BLOCKS[token.type]] += 1;
  });
  return { links, headings, codes, blocks };
}
