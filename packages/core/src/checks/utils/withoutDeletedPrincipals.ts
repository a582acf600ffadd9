import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { isUniqueId } from '../../arn/uniqueId';
import { statementsOf } from '../../model/document';

/** A document that AWS accepts, and the deleted roles and users that it no longer names. */
interface Accepted {
  document: PolicyDocument;
  removed: string[];
}

/** Removes the deleted principals of a trust policy or resource policy, which nobody can be, because AWS rejects a document that names them. */
export function withoutDeletedPrincipals(document: PolicyDocument): Accepted {
  const removed = new Set<string>();
  const statements = statementsOf(document).flatMap(
    (statement): Statement[] => {
      const { Principal } = statement;
      if (typeof Principal !== 'object') return [statement];
      const { AWS = [], ...others } = Principal;
      const named = [AWS].flat();
      const left = named.filter(name => !isUniqueId(name));
      if (left.length === named.length) return [statement];
      named.filter(isUniqueId).forEach(id => removed.add(id));
      const isAnybody = left.length > 0 || Object.keys(others).length > 0;
      const aws = left.length > 0 && { AWS: left };
      return isAnybody
        ? [{ ...statement, Principal: { ...others, ...aws } }]
        : [];
    },
  );
  return removed.size === 0
    ? { document, removed: [] }
    : {
        document: { ...document, Statement: statements },
        removed: [...removed],
      };
}

/** Returns the sentence of a remediation, with what else its command removes. */
export function sayingWhatIsRemoved(
  sentence: string,
  { removed }: Accepted,
): string {
  return removed.length === 0
    ? sentence
    : `${sentence} This also removes ${removed.join(
        ', ',
      )}: AWS shows such IDs in place of deleted roles and users, and rejects a new policy that names them.`;
}
