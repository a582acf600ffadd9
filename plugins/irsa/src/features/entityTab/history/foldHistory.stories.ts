import { past, TRUST_BROKE } from '../../../../dev/fixtures/history';
import { foldHistory } from './foldHistory';

const quiet = (hours: number) => past(hours, 'verified');
const changed = (hours: number) => past(hours, 'broken', [TRUST_BROKE]);
const first = (hours: number) => ({ ...quiet(hours), isFirst: true });

function folded(verifications: Parameters<typeof foldHistory>[0]) {
  return foldHistory(verifications).map(line =>
    line.kind === 'folded' ? line.verifications.length : line.verification.id,
  );
}

describe('foldHistory', () => {
  it.each([
    ['nothing in an empty history', [], []],
    ['nothing if there is only the first verification', [first(1)], ['past-1']],
    [
      'unchanged verifications except the newest one',
      [quiet(1), quiet(2), quiet(3), first(4)],
      ['past-1', 2, 'past-4'],
    ],
    [
      'nothing if only a single verification is unchanged',
      [changed(1), quiet(2), changed(3)],
      ['past-1', 'past-2', 'past-3'],
    ],
    [
      'unchanged verifications between changes and at the end',
      [changed(1), quiet(2), quiet(3), changed(4), quiet(5), quiet(6)],
      ['past-1', 2, 'past-4', 2],
    ],
  ])('folds %s', (_, verifications, lines) => {
    expect(folded(verifications)).toEqual(lines);
  });
});
