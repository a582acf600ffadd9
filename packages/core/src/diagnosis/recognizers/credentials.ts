import type { FaultId } from '../../model/faults';
import type { Recognizer } from '../types';
import { WITHOUT_ROLE } from './withoutRole';

/** Faults because of which a pod has no role. */
const UNINJECTED: FaultId[] = [...WITHOUT_ROLE, 'token-unreadable'];

/** SDK messages about missing or wrong credentials. */
export const credentialErrors: Recognizer[] = [
  {
    // Go, JavaScript, Python, Java, .NET, and Rust, in this order.
    pattern: new RegExp(
      [
        'NoCredentialProviders(?:: no valid providers in chain)?',
        'no EC2 IMDS role found',
        'Missing credentials in config',
        'Could not load credentials from any providers',
        'Unable to locate credentials',
        'NoCredentialsError',
        'Unable to load (?:AWS )?credentials from any (?:of the providers|provider) in the chain',
        'Unable to get IAM security credentials from EC2 Instance Metadata Service',
        'the credential provider was not enabled',
      ].join('|'),
      'gi',
    ),
    meaning:
      'The AWS SDK found no credentials: the container has no role, or the SDK does not support how it gets one.',
    faults: UNINJECTED,
  },
  {
    pattern:
      /config profile \([^)\n]{0,200}\) could not be found|failed to get shared config profile,? \S{1,200}|SharedConfigProfileNotExist\w*/gi,
    meaning:
      'The application uses a profile of the AWS configuration, which takes precedence over the role.',
    faults: ['aws-profile'],
  },
  {
    pattern:
      /InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|security token included in the request is invalid/gi,
    meaning:
      'AWS does not know the access key that the application signs with: it does not belong to the role.',
    faults: ['static-keys', 'aws-profile', 'wrong-partition'],
  },
  {
    pattern: /security token included in the request is expired/gi,
    meaning:
      'The application still uses the credentials of an expired session.',
    faults: ['expired-token', 'static-keys'],
  },
];
