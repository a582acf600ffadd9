import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';

/** Returns a resource policy that leaves the decision to the principal's account, so that only the principal's own policies decide. */
export function consentTo(principalArn: string): NamedPolicy {
  const { partition, accountId } = parseArn(principalArn) ?? {};
  return policyFor(`arn:${partition}:iam::${accountId}:root`);
}

/** Returns a resource policy that allows a principal everything. */
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
