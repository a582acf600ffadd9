import type { Cluster } from '../../state/cluster';

/** Returns the text of a policy with the given statements. */
export function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export const ALLOW_S3 = {
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
};

/** Returns the text of a trust policy for IRSA. */
export function webIdentityTrust(
  cluster: Cluster,
  subject: string,
  options: { audience?: string; account?: string; operator?: string } = {},
): string {
  const {
    audience = 'sts.amazonaws.com',
    account = cluster.accountId,
    operator = 'StringEquals',
  } = options;
  const provider = cluster.issuer.replace('https://', '');
  return policyOf({
    Effect: 'Allow',
    Principal: {
      Federated: `arn:aws:iam::${account}:oidc-provider/${provider}`,
    },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      [operator]: {
        [`${provider}:sub`]: subject,
        [`${provider}:aud`]: audience,
      },
    },
  });
}

/** Returns the text of a trust policy that allows a whole account. */
export function accountTrust(accountId: string): string {
  return policyOf({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'sts:AssumeRole',
  });
}
