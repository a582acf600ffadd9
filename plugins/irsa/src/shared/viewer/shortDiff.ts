import type { DiffLine } from './lineDiff';

/** A line of a shortened diff; `gap` stands for omitted lines. */
export type ShortDiffLine = DiffLine | { change: 'gap'; text: string };

const CONTEXT = 2;
const GAP: ShortDiffLine = { change: 'gap', text: '…' };

/** Returns the changed lines of a diff with up to 2 lines of context around each. */
export function shortDiff(lines: readonly DiffLine[]): ShortDiffLine[] {
  const isNear = (index: number) =>
    lines
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ change }) => change !== 'same');
  return lines.flatMap((line, index) => {
    if (isNear(index)) return [line];
    return index === 0 || isNear(index - 1) ? [GAP] : [];
  });
}
