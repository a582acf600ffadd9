import type { Link } from '../../model/types';
import type { Fault, FaultEvidence } from './types';

export type { Fault } from './types';

function row(
  number: number,
  name: string,
  link: Link,
  title: string,
  evidence: FaultEvidence = 'api-data',
): Fault {
  return { number, name, link, title, evidence };
}

/**
 * The faults of `docs/reference/failure-modes.md`, by number. Source: the Amazon EKS pod identity webhook, the EKS and IAM user guides, and public issue threads of
 * the tools around them.
 *
 * @public
 */
export const faults: readonly Fault[] = [
  row(
    1,
    'no-oidc-provider',
    'oidc-provider',
    "The role's account has no OIDC provider for the cluster",
  ),
  row(
    2,
    'old-issuer',
    'trust-policy',
    'The trust policy names the issuer of a cluster that is gone',
  ),
  row(
    3,
    'wrong-subject',
    'trust-policy',
    'The trust policy names another namespace or ServiceAccount',
  ),
  row(
    4,
    'wildcard-under-equals',
    'trust-policy',
    'The trust policy has a wildcard under an operator that takes it literally',
  ),
  row(
    5,
    'arn-prefixed-key',
    'trust-policy',
    "A condition key of the trust policy carries the ARN's prefix",
  ),
  row(
    6,
    'issuer-host-typed-wrong',
    'trust-policy',
    "The issuer's host is typed wrong in the trust policy",
  ),
  row(
    7,
    'audience-differs',
    'service-account',
    'ServiceAccount, OIDC provider and trust policy speak of different audiences',
  ),
  row(
    8,
    'default-token-path',
    'workload',
    "The container reads the cluster's own token instead of the one for AWS",
  ),
  row(
    9,
    'thumbprint',
    'oidc-provider',
    "The OIDC provider's thumbprint does not fit the issuer's certificate",
    'live-proof',
  ),
  row(
    10,
    'keys-unreachable',
    'oidc-provider',
    "AWS cannot fetch the issuer's keys just now",
    'live-proof',
  ),
  row(
    11,
    'expired-token',
    'workload',
    'The application goes on using a token that has expired',
    'error-text',
  ),
  row(
    12,
    'pod-older-than-annotation',
    'workload',
    "The pods are older than the ServiceAccount's annotation",
  ),
  row(
    13,
    'webhook-missing',
    'workload',
    'The pod identity webhook is missing, or its CA bundle is wrong',
  ),
  row(
    14,
    'mistyped-annotation',
    'service-account',
    'The annotation key is mistyped',
  ),
  row(
    15,
    'malformed-arn',
    'service-account',
    'The annotation holds no ARN of a role',
  ),
  row(16, 'path-left-out', 'role', "The annotation leaves out the role's path"),
  row(
    17,
    'container-sets-role',
    'workload',
    'The container sets the role or the token file itself',
  ),
  row(
    18,
    'user-volume',
    'workload',
    'The pod brings a volume of its own called aws-iam-token',
  ),
  row(
    19,
    'webhook-skipped',
    'workload',
    'The pod tells the webhook to leave it or a container out',
  ),
  row(
    20,
    'static-keys',
    'workload',
    'Static AWS keys come before the role in the credential chain',
  ),
  row(
    21,
    'old-sdk',
    'workload',
    'The AWS SDK is too old to know web identity tokens',
    'error-text',
  ),
  row(
    22,
    'token-unreadable',
    'workload',
    "The container's user may not read the token file",
  ),
  row(
    23,
    'wrong-partition',
    'service-account',
    "The role is in another AWS partition than the cluster's",
  ),
  row(
    24,
    'global-sts',
    'service-account',
    'The SDK is sent to the global STS endpoint',
  ),
  row(
    25,
    'role-recreated',
    'permissions',
    'A resource policy names a role that was deleted and made again',
  ),
  row(
    26,
    'trust-policy-full',
    'role',
    'The trust policy has no room for another statement',
  ),
  row(
    27,
    'policies-full',
    'role',
    'The role has as many policies as AWS allows',
  ),
  row(
    28,
    'both-mechanisms',
    'service-account',
    'An EKS Pod Identity association overrides the annotation',
  ),
  row(
    29,
    'pod-identity-trust',
    'trust-policy',
    'EKS Pod Identity may not hand out the role',
  ),
  row(
    30,
    'client-id-missing',
    'oidc-provider',
    'The OIDC provider does not take the audience sts.amazonaws.com',
  ),
  row(
    31,
    'no-subject',
    'trust-policy',
    'The trust policy lets in any ServiceAccount',
  ),
  row(
    32,
    'session-too-long',
    'role',
    'The application asks for a longer session than the role allows',
    'error-text',
  ),
  row(
    33,
    'other-service-account',
    'workload',
    'The pods run as another ServiceAccount',
  ),
  row(
    34,
    'action-not-allowed',
    'permissions',
    "The role's policies do not allow what the service needs",
  ),
  row(
    35,
    'organization-denies',
    'permissions',
    'A policy of the organization denies what the role allows',
  ),
  row(
    36,
    'more-conditions',
    'trust-policy',
    'The trust policy asks for more than subject and audience, or denies',
  ),
  row(
    37,
    'lookup-race',
    'workload',
    'The pod was made before the webhook knew of the annotation',
  ),
  row(
    38,
    'association-dangling',
    'service-account',
    'The EKS Pod Identity association names what is not there, or sends no tags to a role that asks for them',
  ),
  row(
    39,
    'resource-policy-denies',
    'permissions',
    "A resource's own policy denies the role",
  ),
  row(
    40,
    'other-profile',
    'workload',
    'An AWS profile or configuration file comes before the role in the credential chain',
  ),
  row(
    41,
    'token-expiration',
    'service-account',
    "The token's lifetime is outside what the cluster gives",
  ),
  row(
    42,
    'kms-key-denies',
    'permissions',
    'The role may not use the KMS key that encrypts its bucket',
  ),
  row(
    43,
    'agent-behind-proxy',
    'workload',
    'Containers ask the EKS Pod Identity Agent by way of a proxy',
  ),
  row(
    44,
    'webhook-version',
    'workload',
    'The pod identity webhook is registered for a version that it does not answer',
  ),
  row(
    47,
    'agent-not-ready',
    'workload',
    'The EKS Pod Identity Agent does not run on the nodes',
  ),
  row(
    48,
    'node-role-denied',
    'workload',
    "The nodes' role may not ask for the credentials of pods",
  ),
  row(
    49,
    'sdk-without-pod-identity',
    'workload',
    'The AWS SDK is too old to know EKS Pod Identity',
    'error-text',
  ),
  row(
    50,
    'sts-region-inactive',
    'role',
    "AWS STS is not active in the region for the role's account",
    'live-proof',
  ),
  row(
    51,
    'dual-stack-issuer',
    'trust-policy',
    "The trust policy names the issuer's dual-stack host, which no token carries",
  ),
];
