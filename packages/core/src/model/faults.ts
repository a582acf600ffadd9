import type { Link } from './types';

/** The evidence that shows a fault without access to the pod. @public */
export type FaultEvidence =
  /** Objects that the AWS and Kubernetes APIs return. */
  | 'api-data'
  /** Only the result of the token exchange with AWS STS. */
  | 'live-proof'
  /** Only an error in the application's log. */
  | 'error-text';

const FAULTS = {
  'no-oidc-provider': {
    link: 'oidc-provider',
    title: "The role's account has no OIDC provider for the cluster",
  },
  'old-issuer': {
    link: 'trust-policy',
    title: 'The trust policy names the issuer of a deleted cluster',
  },
  'wrong-subject': {
    link: 'trust-policy',
    title: 'The trust policy names another namespace or ServiceAccount',
  },
  'wildcard-under-equals': {
    link: 'trust-policy',
    title:
      'The trust policy has a wildcard under an operator that matches it literally',
  },
  'arn-prefixed-key': {
    link: 'trust-policy',
    title: 'A condition key of the trust policy has the prefix of an ARN',
  },
  'mistyped-issuer-host': {
    link: 'trust-policy',
    title: "The trust policy misspells the issuer's host",
  },
  'audience-differs': {
    link: 'service-account',
    title:
      'ServiceAccount, OIDC provider and trust policy use different audiences',
  },
  'default-token-path': {
    link: 'workload',
    title:
      "The container reads the cluster's own token instead of the one for AWS",
  },
  thumbprint: {
    link: 'oidc-provider',
    title:
      "The OIDC provider's thumbprint does not match the issuer's certificate",
    evidence: 'live-proof',
  },
  'keys-unreachable': {
    link: 'oidc-provider',
    title: "AWS temporarily cannot fetch the issuer's keys",
    evidence: 'live-proof',
  },
  'expired-token': {
    link: 'workload',
    title: 'The application uses an expired token',
    evidence: 'error-text',
  },
  'pod-older-than-annotation': {
    link: 'workload',
    title: "The pods are older than the ServiceAccount's annotation",
  },
  'webhook-missing': {
    link: 'workload',
    title: 'The pod identity webhook is missing, or its CA bundle is wrong',
  },
  'mistyped-annotation': {
    link: 'service-account',
    title: 'The annotation key is mistyped',
  },
  'malformed-arn': {
    link: 'service-account',
    title: 'The annotation is not a valid role ARN',
  },
  'path-left-out': {
    link: 'role',
    title: "The annotation omits the role's path",
  },
  'container-sets-role': {
    link: 'workload',
    title: 'The container sets the role or the token file itself',
  },
  'user-volume': {
    link: 'workload',
    title: 'The pod has its own volume called aws-iam-token',
  },
  'webhook-skipped': {
    link: 'workload',
    title: 'The pod tells the webhook to skip it or a container',
  },
  'static-keys': {
    link: 'workload',
    title: 'Static AWS keys come before the role in the credential chain',
  },
  'old-sdk': {
    link: 'workload',
    title: 'The AWS SDK is too old to support web identity tokens',
    evidence: 'error-text',
  },
  'token-unreadable': {
    link: 'workload',
    title: "The container's user cannot read the token file",
  },
  'wrong-partition': {
    link: 'service-account',
    title: "The role is in another AWS partition than the cluster's",
  },
  'global-sts': {
    link: 'service-account',
    title: 'The SDK uses the global AWS STS endpoint',
  },
  'role-recreated': {
    link: 'permissions',
    title: 'A resource policy names a role that was deleted and recreated',
  },
  'trust-policy-full': {
    link: 'role',
    title: 'The trust policy has no room for another statement',
  },
  'policies-full': {
    link: 'role',
    title: 'The role has as many policies as AWS allows',
  },
  'both-mechanisms': {
    link: 'service-account',
    title: 'An EKS Pod Identity association overrides the annotation',
  },
  'pod-identity-trust': {
    link: 'trust-policy',
    title: 'EKS Pod Identity is not allowed to assume the role',
  },
  'client-id-missing': {
    link: 'oidc-provider',
    title: 'The OIDC provider does not accept the audience sts.amazonaws.com',
  },
  'no-subject': {
    link: 'trust-policy',
    title: 'The trust policy trusts any ServiceAccount',
  },
  'session-too-long': {
    link: 'role',
    title: 'The application requests a longer session than the role allows',
    evidence: 'error-text',
  },
  'other-service-account': {
    link: 'workload',
    title: 'The pods run as another ServiceAccount',
  },
  'action-not-allowed': {
    link: 'permissions',
    title: "The role's policies do not allow what the service needs",
  },
  'organization-denies': {
    link: 'permissions',
    title: 'A policy of the organization denies what the role allows',
  },
  'more-conditions': {
    link: 'trust-policy',
    title:
      'The trust policy requires more than subject and audience, or denies it',
  },
  'lookup-race': {
    link: 'workload',
    title: 'The pod was created before the webhook knew of the annotation',
  },
  'association-dangling': {
    link: 'service-account',
    title:
      'The EKS Pod Identity association names a missing role, or sends no tags to a role that requires them',
  },
  'resource-policy-denies': {
    link: 'permissions',
    title: "A resource's own policy denies the role",
  },
  'aws-profile': {
    link: 'workload',
    title:
      'An AWS profile or configuration file comes before the role in the credential chain',
  },
  'token-expiration': {
    link: 'service-account',
    title: "The token's lifetime is outside what the cluster allows",
  },
  'kms-key-denies': {
    link: 'permissions',
    title: 'The role cannot use a KMS key that it needs',
  },
  'agent-behind-proxy': {
    link: 'workload',
    title: 'Containers call the EKS Pod Identity Agent through a proxy',
  },
  'webhook-version': {
    link: 'workload',
    title:
      'The pod identity webhook is registered for a version that it does not support',
  },
  'agent-not-ready': {
    link: 'workload',
    title: 'The EKS Pod Identity Agent does not run on the nodes',
  },
  'node-role-denied': {
    link: 'workload',
    title: 'The node role is not allowed to get the credentials of pods',
  },
  'sdk-without-pod-identity': {
    link: 'workload',
    title: 'The AWS SDK is too old to support EKS Pod Identity',
    evidence: 'error-text',
  },
  'sts-region-inactive': {
    link: 'role',
    title: "AWS STS is not active in the region for the role's account",
    evidence: 'live-proof',
  },
  'dual-stack-issuer': {
    link: 'trust-policy',
    title:
      "The trust policy names the issuer's dual-stack host, which no token has",
  },
} satisfies Record<
  string,
  { link: Link; title: string; evidence?: FaultEvidence }
>;

/** The ID of a fault, such as `no-oidc-provider`. @public */
export type FaultId = keyof typeof FAULTS;

/** A fault in a service's AWS identity. @public */
export interface Fault {
  id: FaultId;
  /** A short description of the fault, without a full stop. */
  title: string;
  /** The broken link of the chain. */
  link: Link;
  evidence: FaultEvidence;
}

/**
 * The faults of `docs/reference/failure-modes.md`, in its order. Source: the Amazon EKS pod identity webhook, the EKS and IAM user guides, and public issue threads
 * of the tools around them.
 *
 * @public
 */
export const faults: readonly Fault[] = (Object.keys(FAULTS) as FaultId[]).map(
  id => ({ id, evidence: 'api-data', ...FAULTS[id] }),
);
