import fc from 'fast-check';
import type { Json } from '../json';
import { jsonPatch, mergePatch, strategicMergePatch } from './patch';

describe('mergePatch', () => {
  // The examples of RFC 7396, Appendix A, for objects.
  it.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });
});

describe('jsonPatch', () => {
  const document = { a: { 'b/c': [1, 2] }, d: 'e' };
  it.each<[string, Json, Json]>([
    [
      'adds to the end of a list',
      [{ op: 'add', path: '/a/b~1c/-', value: 3 }],
      { a: { 'b/c': [1, 2, 3] }, d: 'e' },
    ],
    [
      'adds inside a list',
      [{ op: 'add', path: '/a/b~1c/0', value: 0 }],
      { a: { 'b/c': [0, 1, 2] }, d: 'e' },
    ],
    [
      'replaces a field',
      [{ op: 'replace', path: '/d', value: 'f' }],
      { a: { 'b/c': [1, 2] }, d: 'f' },
    ],
    [
      'removes an item from a list',
      [{ op: 'remove', path: '/a/b~1c/0' }],
      { a: { 'b/c': [2] }, d: 'e' },
    ],
    ['moves a field', [{ op: 'move', from: '/d', path: '/a' }], { a: 'e' }],
    [
      'copies a field',
      [{ op: 'copy', from: '/d', path: '/f' }],
      { a: { 'b/c': [1, 2] }, d: 'e', f: 'e' },
    ],
    [
      'changes nothing by a test that passes',
      [{ op: 'test', path: '/d', value: 'e' }],
      document,
    ],
  ])('%s', (_, patch, expected) => {
    expect(jsonPatch(document, patch)).toEqual(expected);
  });

  it.each<[string, Json, number]>([
    ['a test that fails', [{ op: 'test', path: '/d', value: 'x' }], 422],
    [
      'removing a field that does not exist',
      [{ op: 'remove', path: '/x' }],
      422,
    ],
    [
      'replacing a field that does not exist',
      [{ op: 'replace', path: '/x', value: 1 }],
      422,
    ],
    [
      'adding below a field that does not exist',
      [{ op: 'add', path: '/x/y', value: 1 }],
      422,
    ],
    ['a patch that is not a list', { op: 'add' }, 400],
    ['an operation without a path', [{ op: 'add' }], 400],
    ['an operation that does not exist', [{ op: 'burn', path: '/d' }], 400],
  ])('rejects: %s', (_, patch, code) => {
    expect(() => jsonPatch(document, patch)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('does not modify the document', () => {
    const before = JSON.stringify(document);
    jsonPatch(document, [{ op: 'remove', path: '/a' }]);
    expect(JSON.stringify(document)).toBe(before);
  });
});

describe('strategicMergePatch', () => {
  it.each<[string, Json, Json, Json]>([
    [
      'merges containers by name',
      {
        containers: [
          { name: 'a', image: '1', env: [{ name: 'X', value: '1' }] },
          { name: 'b' },
        ],
      },
      {
        containers: [
          { name: 'a', image: '2', env: [{ name: 'Y', value: '2' }] },
        ],
      },
      {
        containers: [
          {
            name: 'a',
            image: '2',
            env: [
              { name: 'X', value: '1' },
              { name: 'Y', value: '2' },
            ],
          },
          { name: 'b' },
        ],
      },
    ],
    [
      'deletes a list item by its key',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'a', $patch: 'delete' }] },
      { containers: [{ name: 'b' }] },
    ],
    [
      'replaces a keyed list by the replace directive',
      { env: [{ name: 'X' }] },
      { env: [{ $patch: 'replace' }, { name: 'Y' }] },
      { env: [{ name: 'Y' }] },
    ],
    [
      'replaces lists without a merge key',
      { args: ['a'] },
      { args: ['b'] },
      { args: ['b'] },
    ],
    [
      'adds to a set',
      { finalizers: ['a'] },
      { finalizers: ['b', 'a'] },
      { finalizers: ['a', 'b'] },
    ],
    [
      'removes an item from a set',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      { finalizers: ['b'] },
    ],
    [
      'keeps only the keys that the retainKeys directive lists',
      { strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    [
      'does not treat the order directive as a field',
      { containers: [{ name: 'a' }] },
      { '$setElementOrder/containers': [{ name: 'a' }] },
      { containers: [{ name: 'a' }] },
    ],
  ])('%s', (_, target, patch, expected) => {
    expect(strategicMergePatch(target, patch)).toEqual(expected);
  });

  it('acts as a merge patch where there are no lists', () => {
    const { tree } = fc.letrec<{ tree: Json }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Json>(null, 1, 'a'),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, (target, patch) => {
        expect(strategicMergePatch(target, patch)).toEqual(
          mergePatch(target, patch),
        );
      }),
    );
  });
});
