import {
  issuerHostPath,
  readTrustPolicy,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';

/** Keys of the trust policy beyond `sub` and `aud`. They look at the request itself, which a pod's differs from ours in. */
export function furtherConditionKeys(observed: Observed): string[] {
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
