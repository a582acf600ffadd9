import { AUTHORITY, bundleOf, OTHER_AUTHORITY } from '../__testUtils__/core';
import { certificatesOf } from './certificates';

it('reads every certificate of a bundle', () => {
  const read = certificatesOf(bundleOf(AUTHORITY, OTHER_AUTHORITY));
  expect(read).toHaveLength(2);
  expect(new Set(read?.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  for (const { fingerprint, expiresAt } of read ?? []) {
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(expiresAt).toMatch(/^21\d\d-/);
  }
});

it.each([
  ['an empty text', ''],
  ['a text without a certificate', 'no certificate'],
  ['a broken certificate', AUTHORITY.replace(/^MII.*$/m, 'MIIx')],
  [
    'a valid and a broken certificate',
    AUTHORITY + AUTHORITY.replace(/^MII.*$/m, 'MIIx'),
  ],
])('does not accept %s as a bundle', (_, text) => {
  expect(certificatesOf(bundleOf(text))).toBeUndefined();
});
