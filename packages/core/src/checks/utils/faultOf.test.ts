import { faultOf } from './faultOf';

it.each([
  [
    1,
    'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/A',
  ],
  [2, 'InvalidIdentityToken: The issuer of the token is not known'],
  [7, 'InvalidIdentityToken: Incorrect token audience'],
  [
    9,
    "InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
  ],
  [
    10,
    "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  ],
  [10, 'IDPCommunicationErrorException: no'],
  [
    11,
    'ExpiredTokenException: Token expired: current date/time 1 must be before the expiration date/time 0',
  ],
  [15, 'ValidationError: Request ARN is invalid'],
  [
    23,
    'AWS could not be reached: getaddrinfo ENOTFOUND sts.cn-north-1.amazonaws.com',
  ],
  [
    24,
    "SignatureDoesNotMatch: Credential should be scoped to a valid region, not 'us-east-1'.",
  ],
  [50, 'RegionDisabledException: STS is not activated in this region'],
  [
    32,
    'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
  [
    35,
    'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity with an explicit deny in a resource control policy',
  ],
  [
    undefined,
    'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  ],
])('fault %s: %s', (fault, text) => {
  expect(faultOf(text)).toBe(fault);
});
