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
      'AWS STS took the token, but the trust policy of the role does not let this ServiceAccount in, or there is no such role.',
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
    meaning: 'The OIDC provider does not take the audience of the token.',
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
      "The token is for nobody in particular: it is the cluster's own, not the one made for AWS.",
    faults: ['default-token-path', 'user-volume', 'container-sets-role'],
  },
  {
    pattern:
      /Couldn't retrieve verification key from your identity provider|IDPCommunicationError/gi,
    meaning:
      'AWS STS could not fetch the keys of the issuer. That mostly passes by itself.',
    faults: ['keys-unreachable', 'old-issuer'],
  },
  {
    pattern: /HTTPS certificate doesn'?t match configured thumbprint/gi,
    meaning:
      "The OIDC provider's thumbprint is not that of the issuer's certificate.",
    faults: ['thumbprint'],
  },
  {
    pattern:
      /Token expired: current date\/time \d+ must be before the expiration date\/time ?\d+|Token too old: \d+|web identity token that was passed is expired/gi,
    meaning:
      'The application offered a token that had expired, instead of reading the file again.',
    faults: ['expired-token'],
  },
  {
    pattern: /web identity token provided could not be validated/gi,
    meaning: 'AWS STS could not check the token.',
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
    meaning: 'What the application uses as the role is not the ARN of a role.',
    faults: ['malformed-arn', 'wrong-partition', 'container-sets-role'],
  },
  {
    pattern: /Credential should be scoped to a valid region/gi,
    meaning:
      'The request went to an AWS STS endpoint of another region than it was signed for.',
    faults: ['global-sts', 'wrong-partition'],
  },
  {
    pattern:
      /RegionDisabled(?:Exception)?|STS is not activated in this region(?: for account)?/gi,
    meaning:
      "AWS STS is not active in the region whose endpoint the application asks: activate it in the account's settings of IAM.",
    faults: ['sts-region-inactive', 'global-sts'],
  },
  {
    pattern: new RegExp(
      String.raw`https://${STS_HOST}/?"?:? dial tcp[^\n]{0,80}i/o timeout`,
      'gi',
    ),
    meaning:
      'The pod cannot reach AWS STS: from a VPC without a way to the internet it needs a VPC endpoint for AWS STS, and the endpoint of the region instead of the global one.',
    faults: ['global-sts', 'wrong-partition'],
  },
  {
    pattern: /PackedPolicyTooLarge(?:Exception)?|Packed size of session tags/gi,
    meaning:
      'The session policy and tags of the request are too large together. A role that goes on to another carries the six session tags of EKS Pod Identity along: switch them off in the association, or send fewer tags.',
    faults: ['aws-profile'],
  },
  {
    pattern: new RegExp(
      String.raw`(?:lookup|getaddrinfo|Could not resolve|connect to the endpoint URL)[^\n]{0,40}\b${STS_HOST}|UnknownEndpoint`,
      'gi',
    ),
    meaning: 'The AWS STS endpoint that the application asks does not answer.',
    faults: ['wrong-partition', 'global-sts'],
  },
  {
    pattern:
      /requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining/gi,
    meaning:
      'The application goes from one role on to another, and asks for a session of more than the hour that AWS then gives.',
    faults: ['aws-profile', 'session-too-long'],
  },
  {
    pattern: /requested DurationSeconds exceeds the MaxSessionDuration/gi,
    meaning: 'The application asks for a longer session than the role allows.',
    faults: ['session-too-long', 'aws-profile'],
  },
];
