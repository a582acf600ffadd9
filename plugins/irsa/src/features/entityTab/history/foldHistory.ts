import type { PastVerification } from '@backstage-irsa/core/model';

/** A line of the history: a verification, or several in a row that found nothing new. */
export type HistoryLine =
  | { kind: 'verification'; verification: PastVerification }
  | { kind: 'folded'; verifications: PastVerification[] };

const isUnchanged = ({ changes, isFirst }: PastVerification) =>
  changes.length === 0 && !isFirst;

/**
 * Folds runs of verifications without change. The newest of all stays, for it says how things stand now; a single one is not worth folding.
 */
export function foldHistory(
  verifications: readonly PastVerification[],
): HistoryLine[] {
  const lines: HistoryLine[] = [];
  let run: PastVerification[] = [];
  const endRun = () => {
    if (run.length > 1) lines.push({ kind: 'folded', verifications: run });
    else lines.push(...run.map(asLine));
    run = [];
  };
  verifications.forEach((verification, index) => {
    if (index > 0 && isUnchanged(verification)) {
      run.push(verification);
      return;
    }
    endRun();
    lines.push(asLine(verification));
  });
  endRun();
  return lines;
}

function asLine(verification: PastVerification): HistoryLine {
  return { kind: 'verification', verification };
}
