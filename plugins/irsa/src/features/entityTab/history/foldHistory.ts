import type { PastVerification } from '@backstage-irsa/core/model';

/** A line of the history: one verification, or several consecutive ones without changes. */
export type HistoryLine =
  | { kind: 'verification'; verification: PastVerification }
  | { kind: 'folded'; verifications: PastVerification[] };

const isUnchanged = ({ changes, isFirst }: PastVerification) =>
  changes.length === 0 && !isFirst;

/**
 * Folds consecutive verifications without changes. The newest verification stays, because it shows the current status. A single verification is not
 * folded.
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
