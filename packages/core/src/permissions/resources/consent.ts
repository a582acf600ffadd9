import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';

/** A resource policy that leaves the decision to the account of a role or user: what remains is what its own policies say. */
export function consentTo(principalArn: string): NamedPolicy {
  const { partition, accountId } = parseArn(principalArn) ?? {};
  return policyFor(`arn:${partition}:iam::${accountId}:root`);
}

/** A resource policy that allows a principal everything. */
export function policyFor(principalArn: string): NamedPolicy {
  return {
    name: 'resource policy',
    document: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: principalArn },
        Action: '*',
        Resource: '*',
      },
    },
  };
}
