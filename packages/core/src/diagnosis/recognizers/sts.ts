import { ANY_DNS_SUFFIX } from '../../arn/partition';
import type { Recognizer } from '../types';

/** The host of an AWS STS endpoint in any partition, including VPC endpoints. */
const STS_HOST = String.raw`sts\.(?:[\w-]{1,60}\.){0,3}${ANY_DNS_SUFFIX}[\w.]*`;

/** Messages of AWS STS about exchanging a token for role credentials. */
export const stsErrors: Recognizer[] = [
  {
    pattern:
      /No OpenIDConnect provider found in your account(?: for \S{1,300})?/gi,
    meaning:
      "The role's account has no OIDC provider for the issuer of the token.",
    faults: [
      'no-oidc-provider',
      'old-issuer',
      'wrong-partition',
      'sts-region-inactive',
    ],
  },
  {
    pattern: /Not authorized to perform:? sts:AssumeRoleWithWebIdentity/gi,
    meaning:
      'AWS STS accepted the token, but the trust policy of the role does not trust this ServiceAccount, or the role does not exist.',
    faults: [
      'wrong-subject',
      'path-left-out',
      'wildcard-under-equals',
      'arn-prefixed-key',
      'mistyped-issuer-host',
      'dual-stack-issuer',
      'old-issuer',
      'more-conditions',
      'other-service-account',
      'container-sets-role',
      'malformed-arn',
    ],
  },
  {
    pattern: /Incorrect token audience/gi,
    meaning: 'The OIDC provider does not accept the audience of the token.',
    faults: [
      'audience-differs',
      'client-id-missing',
      'default-token-path',
      'user-volume',
    ],
  },
  {
    pattern: /Missing a required claim: aud/gi,
    meaning:
      "The token has no audience: it is the cluster's own token, not the one for AWS.",
    faults: ['default-token-path', 'user-volume', 'container-sets-role'],
  },
  {
    pattern:
      /Couldn't retrieve verification key from your identity provider|IDPCommunicationError/gi,
    meaning:
      'AWS STS could not fetch the keys of the issuer. This error is usually transient.',
    faults: ['keys-unreachable', 'old-issuer'],
  },
  {
    pattern: /HTTPS certificate doesn'?t match configured thumbprint/gi,
    meaning:
      "The OIDC provider's thumbprint does not match the issuer's certificate.",
    faults: ['thumbprint'],
  },
  {
    pattern:
      /Token expired: current date\/time \d+ must be before the expiration date\/time ?\d+|Token too old: \d+|web identity token that was passed is expired/gi,
    meaning:
      'The application sent an expired token instead of rereading the token file.',
    faults: ['expired-token'],
  },
  {
    pattern: /web identity token provided could not be validated/gi,
    meaning: 'AWS STS could not validate the token.',
    faults: [
      'no-oidc-provider',
      'old-issuer',
      'keys-unreachable',
      'thumbprint',
    ],
  },
  {
    pattern:
      /Request ARN is invalid|Value '[^'\n]{0,300}' at 'roleArn' failed to satisfy constraint/gi,
    meaning: 'The role that the application sets is not a valid role ARN.',
    faults: ['malformed-arn', 'wrong-partition', 'container-sets-role'],
  },
  {
    pattern: /Credential should be scoped to a valid region/gi,
    meaning:
      'The request went to an AWS STS endpoint of a region other than the one it was signed for.',
    faults: ['global-sts', 'wrong-partition'],
  },
  {
    pattern:
      /RegionDisabled(?:Exception)?|STS is not activated in this region(?: for account)?/gi,
    meaning:
      'AWS STS is not active in the region whose endpoint the application calls: activate it in the account settings of IAM.',
    faults: ['sts-region-inactive', 'global-sts'],
  },
  {
    pattern: new RegExp(
      String.raw`https://${STS_HOST}/?"?:? dial tcp[^\n]{0,80}i/o timeout`,
      'gi',
    ),
    meaning:
      'The pod cannot reach AWS STS. In a VPC without internet access, it needs a VPC endpoint for AWS STS, and the regional endpoint instead of the global one.',
    faults: ['global-sts', 'wrong-partition'],
  },
  {
    pattern: /PackedPolicyTooLarge(?:Exception)?|Packed size of session tags/gi,
    meaning:
      'The session policy and tags of the request are too large together. Role chaining passes on the 6 session tags of EKS Pod Identity: disable them in the association, or send fewer tags.',
    faults: ['aws-profile'],
  },
  {
    pattern: new RegExp(
      String.raw`(?:lookup|getaddrinfo|Could not resolve|connect to the endpoint URL)[^\n]{0,40}\b${STS_HOST}|UnknownEndpoint`,
      'gi',
    ),
    meaning:
      'The AWS STS endpoint that the application calls does not respond.',
    faults: ['wrong-partition', 'global-sts'],
  },
  {
    pattern:
      /requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining/gi,
    meaning:
      'The application uses role chaining, and requests a longer session than the 1 hour that AWS then allows.',
    faults: ['aws-profile', 'session-too-long'],
  },
  {
    pattern: /requested DurationSeconds exceeds the MaxSessionDuration/gi,
    meaning: 'The application requests a longer session than the role allows.',
    faults: ['session-too-long', 'aws-profile'],
  },
];
