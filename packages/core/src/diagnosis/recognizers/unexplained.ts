import type { FaultId } from '../../model/faults';
import type { Recognizer } from '../types';

/** S3 operations that need the permission of another operation. Source: "Required permissions for Amazon S3 API operations", Amazon S3 User Guide. */
const S3_PERMISSIONS = new Map([
  ['HeadObject', 'GetObject'],
  ['HeadBucket', 'ListBucket'],
  ['ListObjects', 'ListBucket'],
  ['ListObjectsV2', 'ListBucket'],
  ['DeleteObjects', 'DeleteObject'],
  ['CopyObject', 'PutObject'],
  ['CreateMultipartUpload', 'PutObject'],
  ['UploadPart', 'PutObject'],
  ['UploadPartCopy', 'PutObject'],
  ['CompleteMultipartUpload', 'PutObject'],
]);

/** Operations of S3 that need the permission of the same name. Python names no service, so others stay without an action. */
const SAME_NAME = ['GetObject', 'PutObject', 'DeleteObject'];

function s3Action(operation: string): string | undefined {
  const permission = SAME_NAME.includes(operation)
    ? operation
    : S3_PERMISSIONS.get(operation);
  return permission === undefined ? undefined : `s3:${permission}`;
}

/** Returns the SQS action of an operation. A batch needs the permission of its single operation. */
function sqsAction(operation: string): string {
  return `sqs:${operation.replace(/Batch$/, '')}`;
}

const FAULTS: FaultId[] = [
  'action-not-allowed',
  'resource-policy-denies',
  'kms-key-denies',
  'organization-denies',
  'role-recreated',
];

const BY_S3: Pick<Recognizer, 'meaning' | 'faults' | 'actionOf'> = {
  meaning:
    'AWS denied the request, but says neither whose it was nor which policy refused it. S3 also responds so to requests of other accounts, and for a missing object if the caller cannot list the bucket.',
  faults: FAULTS,
  actionOf: s3Action,
};

/** Messages with which AWS services, above all S3, deny a request without naming principal, action, or policy. */
export const unexplainedErrors: Recognizer[] = [
  {
    // Python and AWS CLI. The response to HEAD has no body, hence no code.
    pattern:
      /\((?:AccessDenied|403)\)(?: occurred)? when calling the (?<operation>\w{1,60}) operation(?: \(reached max retries: \d+\))?: (?:Access Denied|Forbidden)/gi,
    ...BY_S3,
  },
  {
    // Go v2.
    pattern:
      /operation error S3: (?<operation>\w{1,60}), [^\n]{0,400}?api error (?:AccessDenied: Access Denied|Forbidden: Forbidden)/gi,
    ...BY_S3,
  },
  {
    // Java and .NET, then JavaScript, Go v1, and PHP, then Rust, then the response itself.
    pattern: new RegExp(
      [
        String.raw`S3Exception: (?:Access Denied|Forbidden|(?:null )?(?=\(Service: (?:Amazon )?S3[;,] Status Code: 403))`,
        String.raw`AccessDenied(?: \(client\))?: Access Denied`,
        String.raw`code: Some\("AccessDenied"\), message: Some\("Access Denied"\)`,
        String.raw`<Code>AccessDenied</Code>\s{0,20}<Message>Access Denied</Message>`,
      ].join('|'),
      'gi',
    ),
    ...BY_S3,
  },
  {
    pattern:
      /(?:when calling the (?<operation>\w{1,60}) operation: )?Access to the resource (?<resource>https:\/\/\S{1,300}) is denied/gi,
    meaning:
      'SQS denied the request, but says neither whose it was nor which policy refused it.',
    faults: FAULTS,
    actionOf: sqsAction,
  },
];
