type Hashes = typeof import('./hash');

const PARTS = [
  'service-account',
  '',
  'a',
  'bücher €\ud83d\ude80',
  'x'.repeat(5000),
];

function load(isNode: boolean): Hashes {
  const { getBuiltinModule } = process;
  let hashes: Hashes | undefined;
  if (!isNode) Reflect.set(process, 'getBuiltinModule', undefined);
  jest.isolateModules(() => {
    hashes = jest.requireActual<Hashes>('./hash');
  });
  Reflect.set(process, 'getBuiltinModule', getBuiltinModule);
  if (!hashes) throw new Error('It was not loaded.');
  return hashes;
}

it('computes the same hashes in a browser and in Node', () => {
  const [node, browser] = [load(true), load(false)];
  expect(browser.hashId('a/b', PARTS)).toBe(node.hashId('a/b', PARTS));
  expect(browser.hashPartsHex(PARTS)).toBe(node.hashPartsHex(PARTS));
  expect(browser.sha256Hex(PARTS.join())).toBe(node.sha256Hex(PARTS.join()));
});

it('computes different hashes when a text is split differently', () => {
  const { hashId } = load(true);
  expect(hashId('a', ['ab', 'c'])).not.toBe(hashId('a', ['a', 'bc']));
});

// Source: FIPS 180-2, appendix B.1.
it.each([true, false])('computes SHA-256, in Node: %s', isNode => {
  expect(load(isNode).sha256Hex('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
