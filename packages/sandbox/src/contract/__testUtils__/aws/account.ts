import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { nameOf, type Case } from '../aspects';
import type { AwsCounterpart, AwsSession } from './session';

/** Cases that need more than an account without a cluster, and cases that would change or read resources that the run does not own. */
const LEFT_OUT: { cases: RegExp; reason: string }[] = [
  {
    cases:
      /^eks:(?!(DescribeCluster|ListNodegroups|ListPodIdentityAssociations|ListAccessEntries), not-found: there (is none of that name|is no such cluster)|ListClusters, malformed)/,
    reason: 'needs a cluster of EKS',
  },
  {
    cases: /^sts:AssumeRoleWithWebIdentity,/,
    reason: 'needs a token of a cluster of EKS',
  },
  {
    cases: /^s3:GetBucketPolicy, (success|not-found: the bucket has none)/,
    reason: 'would create a bucket',
  },
  {
    cases: /^ec2:\w+, paging/,
    reason: 'depends on the instances and VPCs of the account',
  },
  {
    cases: /^iam:GetAccountAuthorizationDetails, /,
    reason: 'reads every identity of the account',
  },
  {
    cases: /^organizations:/,
    reason: 'needs an organization',
  },
];

/** Returns why a case does not run in an AWS account, or undefined if it does. */
export function leftOutOfAccount(one: Case<AwsSession>): string | undefined {
  const name = nameOf(one);
  return LEFT_OUT.find(({ cases }) => cases.test(name))?.reason;
}

/**
 * Connects to an AWS account through the SDK's own credential chain.
 *
 * @param expected - the account that the caller named
 * @throws if the credentials belong to another account, or to its root user, who cannot assume roles
 */
export async function startAccount(
  expected: string,
  region: string,
): Promise<AwsCounterpart> {
  // IAM throttles calls with an error that the SDK retries.
  const config = { region, maxAttempts: 10, retryMode: 'adaptive' };
  const sts = new STSClient(config);
  const { Account, Arn = '' } = await sts.send(new GetCallerIdentityCommand());
  if (Account !== expected) {
    throw new Error(
      `The credentials are of account ${Account}, and --account is ${expected}. Nothing was created.`,
    );
  }
  if (Arn.endsWith(':root')) {
    throw new Error(
      'The credentials are of the root user, who cannot assume roles. Use an administrator of IAM. Nothing was created.',
    );
  }
  return {
    accountId: expected,
    prefix: 'contract',
    iam: new IAMClient(config),
    sts,
    eks: new EKSClient(config),
    ec2: new EC2Client(config),
    s3: new S3Client(config),
    organizations: async () => {
      throw new Error('An account alone has no organization.');
    },
    issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/CONFORMANCE',
    token: async () => {
      throw new Error('An account alone has no cluster that issues tokens.');
    },
    stop: async () => {},
  };
}
