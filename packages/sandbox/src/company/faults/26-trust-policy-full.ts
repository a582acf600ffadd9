import { subjectOf } from '@backstage-irsa/core/model';
import { policySize, QUOTAS } from '../../aws/iam/quotas';
import {
  policyText,
  rightTrust,
  statementsIn,
  trustStatement,
  type StatementText,
} from '../iam';
import { findService, type Service } from '../service';
import type { Fault } from './fault';

/** So many characters stay free: too few for another statement. */
const FREE = 30;
const WORDS = '-nightly-export-of-reports-for-the-finance-department';

/** One statement for each of many ServiceAccounts, where one statement with all their subjects would do. */
export const trustPolicyFull: Fault = {
  number: 26,
  plant(ref, world) {
    const service = findService(world, ref);
    const own = statementsIn(service.role.trustPolicy);
    const room =
      QUOTAS.AssumeRolePolicySizeQuota - FREE - policySize(policyText(...own));
    const empty = sizeOf(otherStatement(service, ''));
    const count = Math.floor(room / (empty + 'job-00'.length));
    const names = Array.from({ length: Math.max(0, count) }, (_, i) => {
      const length = Math.floor((room + i) / count) - empty;
      const name = `job-${String(i + 1).padStart(2, '0')}`;
      return `${name}${WORDS.repeat(9)}`.slice(0, length).replace(/-$/, 'x');
    });
    service.role.trustPolicy = policyText(
      ...own,
      ...names.map(name => otherStatement(service, name)),
    );
  },
};

/** A statement that is right for a ServiceAccount of the same namespace. */
function otherStatement(
  { account, cluster, ref }: Service,
  name: string,
): StatementText {
  const { namespace } = ref;
  return trustStatement({
    ...rightTrust(account, cluster, ref),
    sub: subjectOf({ namespace, name }),
  });
}

/** What one more statement adds to a policy, with the comma before it. */
function sizeOf(statement: StatementText): number {
  return policySize(JSON.stringify(statement)) + 1;
}
