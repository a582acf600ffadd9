import { issuerHostPath } from '@backstage-irsa/core/arn';
import { readTrustPolicy } from '@backstage-irsa/core/trust';
import {
  type LiveProof,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';

/** Keys of the trust policy beyond `sub` and `aud`. They look at the request itself, which a pod's differs from ours in. */
function furtherConditionKeys(observed: Observed): string[] {
  const document = valueOf(observed.role)?.trust.document;
  const issuer = valueOf(observed.cluster)?.issuer;
  if (!document || issuer === undefined) return [];
  const own = ['sub', 'aud'].map(claim =>
    `${issuerHostPath(issuer)}:${claim}`.toLocaleLowerCase('en-US'),
  );
  const keys = readTrustPolicy(document).flatMap(({ conditions }) =>
    conditions.map(({ key }) => key),
  );
  const further = keys.filter(
    key =>
      !own.includes(key.toLocaleLowerCase('en-US')) &&
      !/:(sub|aud)$/i.test(key),
  );
  return [...new Set(further)];
}

/** A refusal of our request says nothing about the pod's where the trust policy looks at the request itself. */
export function withFurtherConditions(
  proof: LiveProof,
  observed: Observed,
): LiveProof {
  const keys = furtherConditionKeys(observed);
  if (proof.result !== 'refused' || keys.length === 0) return proof;
  return {
    ...proof,
    result: 'failed',
    reason: `The trust policy also depends on ${keys.join(
      ', ',
    )}, in which a pod's request may differ from ours. ${
      proof.reason ?? ''
    }`.trim(),
  };
}
