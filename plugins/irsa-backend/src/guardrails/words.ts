import type { StatementRef } from '@backstage-irsa/iam-policy';

const FEW = 5;

/** The first of some names, and how many more there are. */
export function someOf(names: string[]): string {
  const rest = names.length - FEW;
  const shown = names.slice(0, FEW).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** A statement as people find it, such as `Statement 1 ("ReadUploads") of the inline document`. */
export function statementIn({ statement, sid }: StatementRef, policy: string) {
  const name = sid === undefined ? '' : ` ("${sid}")`;
  return `Statement ${statement + 1}${name} of ${policy}`;
}
