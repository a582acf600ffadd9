import { STSServiceException } from '@aws-sdk/client-sts';
import { classifyStsError } from './classify';

const sts = (name: string, message = 'no') =>
  new STSServiceException({ name, message, $fault: 'client', $metadata: {} });

it.each([
  [
    'refused',
    sts(
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ),
  ],
  ['refused', sts('InvalidIdentityToken', 'Incorrect token audience')],
  [
    'refused',
    sts('InvalidIdentityTokenException', 'No OpenIDConnect provider found'),
  ],
  ['refused', sts('ExpiredTokenException')],
  ['refused', sts('IDPRejectedClaimException')],
  ['refused', sts('RegionDisabledException')],
  [
    'failed',
    sts(
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity because no VPC endpoint policy allows the action',
    ),
  ],
  ['failed', sts('ValidationError', 'Request ARN is invalid')],
  ['failed', sts('MalformedPolicyDocumentException')],
  ['transient', sts('IDPCommunicationErrorException')],
  [
    'transient',
    sts(
      'InvalidIdentityToken',
      "Couldn't retrieve verification key from your identity provider",
    ),
  ],
  ['transient', sts('Throttling', 'Rate exceeded')],
  ['transient', new Error('connect ECONNREFUSED 127.0.0.1:4566')],
])('%s: %s', (kind, error) => {
  expect(classifyStsError(error).kind).toBe(kind);
});

it('keeps the error code and message of AWS', () => {
  expect(classifyStsError(sts('AccessDenied', 'Not authorized')).reason).toBe(
    'AWS answered AccessDenied: Not authorized',
  );
});
