import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { claimOf } from '../../checks/utils/trustKeys';
import {
  readTrustPolicy,
  type TrustCondition,
  type TrustStatement,
} from '../../trust/read';

const NAMESPACE_TAG = /^aws:RequestTag\/kubernetes-namespace$/i;

/** Whether a condition names those whom the statement trusts. Those with a negated operator exclude others. */
function namesSubjects({ key, operator }: TrustCondition): boolean {
  return (
    (claimOf(key) === 'sub' || NAMESPACE_TAG.test(key)) &&
    !/Not|Null|IfExists/.test(operator)
  );
}

/**
 * Returns whom the statements trust: each principal with each subject that it may name. Further lines are what limits all of them, as other conditions
 * and Deny statements do.
 */
export function trustExtent(
  statements: TrustStatement[],
  document: PolicyDocument,
): string[] {
  const denies = readTrustPolicy(document)
    .filter(({ effect }) => effect === 'Deny')
    .map(({ index: _, ...deny }) => deny);
  const parts = statements.flatMap(({ federated, others, conditions }) => {
    const subjects = conditions
      .filter(namesSubjects)
      .flatMap(({ values }) => values);
    const limits = [
      ...conditions
        .filter(condition => !namesSubjects(condition))
        .map(condition => ({
          ...condition,
          values: [...condition.values].sort(),
        })),
      ...denies,
    ].map(limit => JSON.stringify(limit));
    return [...federated, ...others].flatMap(principal =>
      (subjects.length > 0 ? subjects : ['*']).map(subject =>
        [`${principal}, subject ${subject}`, ...limits].join('\n'),
      ),
    );
  });
  return [...new Set(parts)];
}
