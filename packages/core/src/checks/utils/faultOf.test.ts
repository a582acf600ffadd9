import { faultOf } from './faultOf';

it.each([
  [
    'no-oidc-provider',
    'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/A',
  ],
  ['old-issuer', 'InvalidIdentityToken: The issuer of the token is not known'],
  ['audience-differs', 'InvalidIdentityToken: Incorrect token audience'],
  [
    'thumbprint',
    "InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
  ],
  [
    'keys-unreachable',
    "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  ],
  ['keys-unreachable', 'IDPCommunicationErrorException: no'],
  [
    'expired-token',
    'ExpiredTokenException: Token expired: current date/time 1 must be before the expiration date/time 0',
  ],
  ['malformed-arn', 'ValidationError: Request ARN is invalid'],
  [
    'wrong-partition',
    'AWS could not be reached: getaddrinfo ENOTFOUND sts.cn-north-1.amazonaws.com',
  ],
  [
    'global-sts',
    "SignatureDoesNotMatch: Credential should be scoped to a valid region, not 'us-east-1'.",
  ],
  [
    'sts-region-inactive',
    'RegionDisabledException: STS is not activated in this region',
  ],
  [
    'session-too-long',
    'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
  [
    'organization-denies',
    'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity with an explicit deny in a resource control policy',
  ],
  [
    undefined,
    'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  ],
])('has the fault %s for the error: %s', (fault, text) => {
  expect(faultOf(text)).toBe(fault);
});
