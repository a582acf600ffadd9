import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenLinks, navigationFaults, untold } from './check.mjs';
import { gitHubSlug, mkDocsSlug, read } from './markdown.mjs';
import { keysOf } from './pages/configuration.mjs';
import { product } from './product.mjs';

const pages = files =>
  new Map(
    Object.entries(files).map(([name, text]) => [
      name,
      { text, ...read(text) },
    ]),
  );

describe('links', () => {
  const faultsOf = text =>
    brokenLinks(
      pages({
        'docs/index.md': text,
        'docs/reference/required-permissions.md': '# One\n\n## A — b\n',
      }),
    );

  it('takes what is there', () => {
    assert.deepEqual(
      faultsOf(
        '[a](power.md#one) [b](https://x.org/y#z) ![c](images/card-light.png)',
      ),
      [],
    );
  });

  for (const [what, link, says] of [
    ['a page that is not there', 'nowhere.md', 'is not there'],
    ['an image that is not there', 'images/none.png', 'is not there'],
    ['an anchor that is not there', 'power.md#two', 'no heading'],
    ['an anchor that TechDocs calls otherwise', 'power.md#a--b', '#a-b'],
    ['a folder', 'checks/', 'opens no folder'],
    ['what lies outside of docs', '../README.md', 'nothing outside docs'],
  ]) {
    it(`refuses ${what}`, () => {
      const [fault, ...others] = faultsOf(`[a](${link})`);
      assert.match(fault, new RegExp(says));
      assert.deepEqual(others, []);
    });
  }
});

describe('anchors', () => {
  it('are those of GitHub and of MkDocs', () => {
    assert.equal(gitHubSlug('`iam-policy.read.json`'), 'iam-policyreadjson');
    assert.equal(mkDocsSlug('`iam-policy.read.json`'), 'iam-policyreadjson');
    assert.equal(gitHubSlug('Who can …?'), 'who-can-');
    assert.equal(mkDocsSlug('Who can …?'), 'who-can');
  });
});

describe('the navigation', () => {
  it('names each page once, and no other', () => {
    const nav = [{ A: 'a.md' }, { B: [{ C: 'c.md' }, 'c.md'] }];
    assert.deepEqual(
      navigationFaults(nav, ['docs/a.md', 'docs/b.md', 'README.md']),
      [
        'docs/b.md is not in the nav of mkdocs.yml: add a line.',
        'The nav of mkdocs.yml names docs/c.md, which is not there.',
        'The nav of mkdocs.yml names docs/c.md, which is not there.',
        'The nav of mkdocs.yml names docs/c.md twice.',
      ],
    );
  });
});

describe('what the product has', () => {
  it('is known', () => {
    for (const [what, list] of Object.entries(product)) {
      assert.ok(list.length > 4, what);
    }
  });

  it('is missed on pages that say nothing', () => {
    const missed = untold(new Map());
    for (const { id } of [...product.checks, ...product.findings]) {
      assert.ok(
        missed.some(each => each.includes(` ${id}.`)),
        id,
      );
    }
    for (const name of [
      ...product.permissions,
      ...product.registryActions,
      ...product.templateActions.map(({ id }) => id),
      ...product.faults.map(({ id }) => id),
    ]) {
      assert.ok(
        missed.some(each => each.endsWith(` ${name}.`)),
        name,
      );
    }
  });
});

describe('the configuration', () => {
  it('is read key by key', () => {
    const rows = keysOf(`
      interface Way {
        /** How. */
        type: 'a' | 'b';
      }
      export interface Config { irsa?: { list?: Array<{
        /** Its name. @visibility secret */ name: string;
        /** The way. */ way?: Way;
      }> } }`);
    assert.deepEqual(
      rows
        .filter(row => !row.heading)
        .map(({ key, takes, text, needed }) => [key, takes, text, needed]),
      [
        ['irsa.list[].name', 'text', 'Its name. Secret.', true],
        ['irsa.list[].way.type', '`a`, `b`', 'How.', true],
      ],
    );
  });

  it('has a comment on every key', () => {
    assert.throws(
      () => keysOf('export interface Config { irsa?: { path?: string } }'),
      /irsa\.path has no comment/,
    );
  });
});
