import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  brokenLinks,
  navigationFaults,
  settingsWithoutExample,
  untold,
} from './check.mjs';
import { gitHubSlug, mkDocsSlug, read } from './markdown.mjs';
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
        'docs/how-to/operate.md': '# One\n\n## A — b\n',
      }),
    );

  it('accepts targets that exist', () => {
    assert.deepEqual(
      faultsOf(
        '[a](how-to/operate.md#one) [b](https://x.org/y#z) ![c](images/card-light.png)',
      ),
      [],
    );
  });

  for (const [what, link, says] of [
    ['a page that is not there', 'nowhere.md', 'does not exist'],
    ['an image that is not there', 'images/none.png', 'does not exist'],
    ['an anchor that is not there', 'how-to/operate.md#two', 'no heading'],
    [
      'an anchor that TechDocs calls otherwise',
      'how-to/operate.md#a--b',
      '#a-b',
    ],
    ['a folder', 'reference/checks/', 'cannot open a folder'],
    [
      'what lies outside of docs',
      '../README.md',
      'contains only files of docs',
    ],
  ]) {
    it(`refuses ${what}`, () => {
      const [fault, ...others] = faultsOf(`[a](${link})`);
      assert.match(fault, new RegExp(says));
      assert.deepEqual(others, []);
    });
  }
});

describe('anchors', () => {
  it('match those of GitHub and MkDocs', () => {
    assert.equal(gitHubSlug('`iam-policy.read.json`'), 'iam-policyreadjson');
    assert.equal(mkDocsSlug('`iam-policy.read.json`'), 'iam-policyreadjson');
    assert.equal(gitHubSlug('Who can …?'), 'who-can-');
    assert.equal(mkDocsSlug('Who can …?'), 'who-can');
  });
});

describe('the navigation', () => {
  it('must name each page once and no missing page', () => {
    const nav = [{ A: 'a.md' }, { B: [{ C: 'c.md' }, 'c.md'] }];
    assert.deepEqual(
      navigationFaults(nav, ['docs/a.md', 'docs/b.md', 'README.md']),
      [
        'docs/b.md is not in the nav of mkdocs.yml. Add a line.',
        'The nav of mkdocs.yml names docs/c.md, which does not exist.',
        'The nav of mkdocs.yml names docs/c.md, which does not exist.',
        'The nav of mkdocs.yml names docs/c.md twice.',
      ],
    );
  });
});

describe('settings', () => {
  it('need an example, which can be a comment', () => {
    const reference = [
      '| key | type |',
      '| `irsa.mode` | string |',
      '| `irsa.clusters[].proxyUrl` | string |',
      '| `irsa.freeze.reason` | string |',
    ].join('\n');
    const example = 'irsa:\n  mode: write\n  # freeze: { reason: x }\n';
    assert.deepEqual(settingsWithoutExample(reference, example), [
      'app-config.yaml has no example of irsa.clusters[].proxyUrl.',
    ]);
  });
});

describe('the inventory of the product', () => {
  it('has at least five items of each kind', () => {
    for (const [what, list] of Object.entries(product)) {
      assert.ok(list.length > 4, what);
    }
  });

  it('is reported as missing for pages without text', () => {
    const missed = untold(new Map()).join('\n');
    for (const name of [
      ...product.permissions,
      ...product.registryActions,
      ...product.auditEvents,
      ...product.metrics.map(({ name }) => name),
      ...[
        ...product.checks,
        ...product.findings,
        ...product.templateActions,
      ].map(({ id }) => id),
      ...product.faults.map(({ id }) => id),
      ...product.iamFiles.flatMap(({ permissions }) => permissions),
    ]) {
      assert.ok(missed.includes(name), name);
    }
  });
});
