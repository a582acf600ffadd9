import type { Statement } from '@backstage-irsa/iam-policy';
import { readTrustPolicy, type TrustStatement } from '../../trust/read';
import { sameDocument } from '../sameDocument';

/** Returns what a statement of a trust policy says. */
export function readStatement(statement: Statement): TrustStatement {
  return readTrustPolicy({ Statement: statement })[0];
}

/** Whether two statements have the same meaning. */
export function sameStatement(a: Statement, b: Statement): boolean {
  const Version = '2012-10-17';
  return sameDocument({ Version, Statement: a }, { Version, Statement: b });
}
