import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { issuerHostPath, oidcProviderArn } from '../arn/arn';
import { subjectOf } from '../model/serviceAccountRef';

/** The input for a trust policy that admits one ServiceAccount. @public */
export interface TrustPolicyInput {
  partition: string;
  /** The account of the role. It must also contain the OIDC provider. */
  accountId: string;
  /** The cluster's OIDC issuer, from `eks:DescribeCluster`. */
  issuer: string;
  namespace: string;
  name: string;
  audience: string;
}

/**
 * Builds a trust policy that lets exactly one ServiceAccount of one cluster assume the role.
 * Source: "Assign IAM roles to Kubernetes service accounts", Amazon EKS User Guide.
 *
 * @public
 */
export function buildTrustPolicy(input: TrustPolicyInput): PolicyDocument {
  const issuer = issuerHostPath(input.issuer);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: {
          Federated: oidcProviderArn(input.partition, input.accountId, issuer),
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:sub`]: subjectOf(input),
            [`${issuer}:aud`]: input.audience,
          },
        },
      },
    ],
  };
}
