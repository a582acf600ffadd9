import fc from 'fast-check';
import type { Entity } from '@backstage/catalog-model';
import { isFromSources } from './isFromSources';

const SOURCES = [
  'url:https://github.com/my-org/platform/*',
  'url:https://gitlab.example.com',
  'url:https://dev.azure.com/my-org/platform/_git/catalog?path=*',
  'url:https://dev.azure.com/my-org/platform/_git/pinned?path=*&version=GBmain',
  'url:https://bitbucket.example.com/projects/org/repos/data/*',
  'url:https://gitlab.example.com/org/data/*',
  'file:*/examples/org.yaml',
];

const from = (origin?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'orders',
    ...(origin !== undefined && {
      annotations: { 'backstage.io/managed-by-origin-location': origin },
    }),
  },
});

describe('isFromSources', () => {
  it.each([
    'url:https://github.com/my-org/platform/blob/main/org.yaml',
    'url:https://github.com/my-org/platform/blob/main/größe/a b.yaml',
    'url:https://github.com/my-org/platform/blob/main/a%20b.yaml',
    'url:https://github.com/my-org/platform/blob/main/*/catalog-info.yaml',
    'url:https://github.com/my-org/platform/blob/main/v1..v2/.org.yaml',
    'url:https://gitlab.example.com',
    'url:https://dev.azure.com/my-org/platform/_git/catalog?path=/org.yaml',
    'url:https://dev.azure.com/my-org/platform/_git/pinned?path=/org.yaml&version=GBmain',
    'url:https://bitbucket.example.com/projects/org/repos/data/browse/org.yaml?at=refs/heads/main',
    'url:https://gitlab.example.com/org/data/-/blob/main/org.yaml?ref_type=heads',
    'url:https://gitlab.example.com/org/data/-/blob/feature%2Fx/org.yaml',
    'file:/srv/app/examples/org.yaml',
  ])('accepts %s', origin => {
    expect(isFromSources(SOURCES, from(origin))).toBe(true);
  });

  it.each([
    [undefined],
    ['url:https://github.com/my-org/other/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/../evil/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/..\\evil/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/%2e%2e/evil/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/.%2E/evil/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/%2e%2e%2fevil/blob/main/x.yaml'],
    ['url:https://github.com/my-org/platform/%252e%252e/evil/blob/main/x.yaml'],
    ['url:https://github.com/my-org/platform/.\t./evil/blob/main/org.yaml'],
    ['url:https://github.com/my-org/platform/..'],
    ['url:https://github.com/my-org/platform/%/blob/main/org.yaml'],
    ['url:https://dev.azure.com/my-org/platform/_git/catalog?path=/../x.yaml'],
    ['url:https://github.com/my-org/platform/blob/0a1b2c3/org.yaml'],
    [`url:https://github.com/my-org/platform/tree/${'ab'.repeat(20)}/org.yaml`],
    ['url:https://gitlab.example.com/org/data/-/blob/0a1b2c3/org.yaml'],
    [
      'url:https://bitbucket.example.com/projects/org/repos/data/browse/org.yaml?at=0a1b2c3',
    ],
    ['url:github.com/my-org/platform/x.yaml'],
    // A pull request of a fork.
    [
      'url:https://github.com/my-org/platform/blob/refs%2Fpull%2F7%2Fhead/x.yaml',
    ],
    ['url:https://github.com/my-org/platform/blob/pull%2F7%2Fhead/x.yaml'],
    [
      'url:https://gitlab.example.com/org/data/-/blob/refs%2Fmerge-requests%2F7%2Fhead/org.yaml',
    ],
    [
      'url:https://bitbucket.example.com/projects/org/repos/data/browse/org.yaml?at=refs/pull-requests/7/from',
    ],
    // Two branches.
    [
      'url:https://dev.azure.com/my-org/platform/_git/pinned?path=/org.yaml&version=GBevil&version=GBmain',
    ],
    [
      'url:https://dev.azure.com/my-org/platform/_git/pinned?path=/org.yaml&ver%73ion=GBevil&version=GBmain',
    ],
    [
      'url:https://dev.azure.com/my-org/platform/_git/pinned?path=/org.yaml&version=GBevil#&version=GBmain',
    ],
    ['url:https://github.com/my-org/platform/blob/main/-/blob/evil/org.yaml'],
  ])('rejects %s', origin => {
    expect(isFromSources(SOURCES, from(origin))).toBe(false);
  });

  it('rejects every URL that a reader resolves to one outside the source', () => {
    const piece = fc.constantFrom(
      ...['..', '.', '%2e', '%2E', '%2f', '/', '\\', 'evil', '%25', '?', '#'],
      ...['\t', '@', ':', 'x'],
    );
    const typed = fc
      .array(piece, { maxLength: 8 })
      .map(pieces => `https://github.com/my-org/platform/${pieces.join('')}`);
    fc.assert(
      fc.property(typed, url => {
        if (!isFromSources(SOURCES, from(`url:${url}`))) return;
        const { pathname } = new URL(decodeURIComponent(url));
        expect(pathname).toMatch(/^\/my-org\/platform\//);
      }),
    );
  });
});
