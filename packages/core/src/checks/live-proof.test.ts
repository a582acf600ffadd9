import { checkTester } from '../__testUtils__/checkTester';
import { PROVIDER_ARN, observedWith } from '../__testUtils__/observed';
import { check } from './live-proof';

const at = '2026-11-24T12:00:00.000Z';

checkTester(check, [
  {
    name: 'no live proof was made',
    result: 'unknown',
    message: 'No live proof was made',
  },
  {
    name: 'STS issued a session',
    liveProof: {
      result: 'proved',
      at,
      assumedRoleArn: 'arn:aws:sts::1:assumed-role/orders/x',
    },
    result: 'pass',
    message: 'arn:aws:sts::1:assumed-role/orders/x',
  },
  {
    name: 'AWS STS refused the token',
    liveProof: {
      result: 'refused',
      at,
      reason: 'AWS answered AccessDenied: no',
    },
    result: 'fail',
    message: 'refused the token. AWS answered AccessDenied',
    remediation: 'kubectl create token orders -n production',
  },
  {
    name: 'thumbprint: the thumbprint does not match',
    liveProof: {
      result: 'refused',
      at,
      reason:
        "AWS answered InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
    },
    result: 'fail',
    fault: 'thumbprint',
    message: 'match configured thumbprint',
    remediation: `aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ${PROVIDER_ARN} --thumbprint-list 9e99a48a9960b14926bb7f3b02e22da2b0ab7280`,
  },
  {
    name: 'expired-token: the token had expired',
    liveProof: {
      result: 'refused',
      at,
      reason: 'AWS answered ExpiredTokenException: Token expired',
    },
    result: 'fail',
    fault: 'expired-token',
    message: 'Token expired',
    remediation: 'kubectl rollout restart deployment/orders -n production',
  },
  {
    name: 'keys-unreachable: AWS cannot retrieve the keys at the moment',
    liveProof: {
      result: 'failed',
      at,
      reason:
        "AWS answered InvalidIdentityToken: Couldn't retrieve verification key from your identity provider",
    },
    result: 'unknown',
    fault: 'keys-unreachable',
    message: 'could not be made',
    remediation: 'Retry in 1 minute',
  },
  {
    name: 'the policy of the VPC endpoint refused the call',
    liveProof: {
      result: 'failed',
      at,
      reason:
        'The policy of the VPC endpoint for AWS STS that this backend uses refused the call. AWS answered AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity with an explicit deny in a VPC endpoint policy',
    },
    result: 'unknown',
    message: 'could not be made. The policy of the VPC endpoint',
    remediation: 'allow sts:AssumeRoleWithWebIdentity for the principal "*"',
  },
  {
    name: 'the live proof could not be made',
    liveProof: { result: 'failed', at, reason: 'the cap' },
    result: 'unknown',
    message: 'could not be made. the cap',
  },
]);

it.each([
  [
    "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
    'oidc-provider',
  ],
  ['ExpiredTokenException: Token expired', 'workload'],
  ['AccessDenied: Not authorized', undefined],
])('a refusal with %s breaks the link %s', (reason, link) => {
  const answer = check.run(observedWith(), { result: 'refused', at, reason });
  expect(answer.link).toBe(link);
});
