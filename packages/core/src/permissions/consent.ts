import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '../arn/arn';

/** A resource policy that leaves the decision to the role's account: what remains is what the role's own policies say. */
export function consentTo(roleArn: string): NamedPolicy {
  const { partition, accountId } = parseRoleArn(roleArn) ?? {};
  return {
    name: 'resource policy',
    document: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: '*',
        Resource: '*',
      },
    },
  };
}
