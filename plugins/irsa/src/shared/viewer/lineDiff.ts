/** A line of a document that is unchanged, removed, or added. */
export interface DiffLine {
  change: 'same' | 'removed' | 'added';
  text: string;
}

/** Returns the length of the longest common subsequence of lines for each pair of positions in the two documents, counted from there to the ends. */
function commonLengths(before: string[], after: string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i][j] =
        before[i] === after[j]
          ? lengths[i + 1][j + 1] + 1
          : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

function linesOf(document: string): string[] {
  try {
    return JSON.stringify(JSON.parse(document), null, 2).split('\n');
  } catch {
    return document.split(/\r\n|\r|\n/);
  }
}

/**
 * Returns the lines of two documents as one list, with removed lines before added ones. Formats JSON first, so that only differences in content show.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const lengths = commonLengths(old, fresh);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ change: 'same', text: old[i] });
      i += 1;
      j += 1;
    } else if (
      j >= fresh.length ||
      (i < old.length && lengths[i + 1][j] >= lengths[i][j + 1])
    ) {
      lines.push({ change: 'removed', text: old[i] });
      i += 1;
    } else {
      lines.push({ change: 'added', text: fresh[j] });
      j += 1;
    }
  }
  return lines;
}
