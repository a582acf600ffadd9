import type { CheckResult } from '../model/types';
import { changesBetween } from './historyChanges';

function check(
  id: string,
  result: CheckResult['result'],
  message = `${id} is ${result}`,
): Pick<CheckResult, 'id' | 'link' | 'result' | 'message' | 'blockedBy'> {
  return { id, link: 'role', result, message };
}

const waiting = (id: string) => ({ ...check(id, 'unknown'), blockedBy: 'a' });

const ids = (changes: ReturnType<typeof changesBetween>) =>
  changes.map(({ id }) => id);

it('reports the previous and the current result of each changed check', () => {
  expect(
    changesBetween(
      [check('a', 'pass'), check('b', 'pass')],
      [check('a', 'pass'), check('b', 'fail', 'It is gone.')],
    ),
  ).toEqual([
    {
      id: 'b',
      link: 'role',
      before: { result: 'pass', message: 'b is pass' },
      after: { result: 'fail', message: 'It is gone.' },
    },
  ]);
});

it.each([
  ['fail', ['a']],
  ['warn', ['a']],
  ['pass', []],
  ['unknown', []],
] as const)('reports new messages of fail and warn: %s', (result, changed) => {
  const before = [check('a', result, 'one')];
  const after = [check('a', result, 'two')];
  expect(ids(changesBetween(before, after))).toEqual(changed);
});

it('has null when a check did not apply', () => {
  const proof = check('live-proof', 'fail');
  expect(changesBetween([], [proof])[0]).toMatchObject({ before: null });
  expect(changesBetween([proof], [])[0]).toMatchObject({ after: null });
});

it.each([
  [
    'passed, and now waits for another check',
    check('b', 'pass'),
    waiting('b'),
    [],
  ],
  [
    'failed, and now waits for another check',
    check('b', 'fail'),
    waiting('b'),
    [],
  ],
  [
    'waited for another check, and now passes',
    waiting('b'),
    check('b', 'pass'),
    [],
  ],
  [
    'waited for another check, and now fails',
    waiting('b'),
    check('b', 'fail'),
    ['b'],
  ],
  [
    'waited for another check, and no longer applies',
    waiting('b'),
    undefined,
    [],
  ],
  ['passed, and no longer applies', check('b', 'pass'), undefined, []],
  ['warned, and no longer applies', check('b', 'warn'), undefined, ['b']],
  ['did not apply, and now passes', undefined, check('b', 'pass'), ['b']],
])(
  'reports changes of a dependent check only when they are real: one that %s',
  (_, before, after, told) => {
    const of = (one: typeof before) => (one ? [one] : []);
    expect(ids(changesBetween(of(before), of(after)))).toEqual(told);
  },
);

it('reports changes in the order of the chain', () => {
  const before = ['x', 'a', 'b', 'y', 'c'].map(id => check(id, 'warn'));
  const after = ['a', 'b', 'z', 'c'].map(id => check(id, 'fail'));
  expect(ids(changesBetween(before, after))).toEqual([
    'x',
    'a',
    'b',
    'y',
    'z',
    'c',
  ]);
});

it('reports nothing for an unchanged verification', () => {
  const checks = [check('a', 'pass'), check('b', 'fail')];
  expect(changesBetween(checks, checks)).toEqual([]);
});
