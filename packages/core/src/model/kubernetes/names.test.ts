import {
  isNamespaceName,
  isServiceAccountName,
  isSystemNamespace,
} from './names';

it.each([
  ['production', true],
  ['a', true],
  ['team-1', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
  ['Production', false],
  ['-a', false],
  ['a-', false],
  ['a.b', false],
  ['a_b', false],
  ['a:b', false],
  ['a*', false],
  ['a\n', false],
  ['é', false],
])('namespace name %j is valid: %s', (name, expected) => {
  expect(isNamespaceName(name)).toBe(expected);
});

it.each([
  ['orders', true],
  ['orders.v2', true],
  [`${'a'.repeat(63)}.${'b'.repeat(63)}`, true],
  ['a'.repeat(254), false],
  ['', false],
  ['a..b', false],
  ['.a', false],
  ['Orders', false],
  ['a/b', false],
  ['${a}', false],
  ['orders\n', false],
])('ServiceAccount name %j is valid: %s', (name, expected) => {
  expect(isServiceAccountName(name)).toBe(expected);
});

it.each([
  ['default', true],
  ['kube-system', true],
  ['kube-', true],
  ['kubernetes', false],
  ['defaults', false],
])('%s is a system namespace: %s', (name, expected) => {
  expect(isSystemNamespace(name)).toBe(expected);
});
