import { seen, type RealError } from './realError';

/** Error texts of S3 and SQS that name neither principal nor policy. */
export const unexplainedErrors: RealError[] = [
  seen(
    'awslabs/amazon-eks-ami/issues/1541',
    'resource-policy-denies',
    'An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied',
  ),
  seen(
    'aws/aws-cli/issues/813',
    'action-not-allowed',
    'upload failed: ./baz to s3://mybucket/foo/bar/baz A client error (AccessDenied) occurred when calling the PutObject operation: Access Denied',
  ),
  seen(
    'bluesentry/bucket-antivirus-function/issues/144',
    'action-not-allowed',
    '[ERROR] ClientError: An error occurred (403) when calling the HeadObject operation: ForbiddenTraceback (most recent call last):',
  ),
  seen(
    'velero-io/velero/issues/8062',
    'action-not-allowed',
    'rpc error: code = Unknown desc = error putting object backups/backups/redis-test-2/redis-test-2-logs.gz: operation error S3: PutObject, https response error StatusCode: 403, RequestID: <redacted>, HostID: <redacted>, api error AccessDenied: Access Denied',
  ),
  seen(
    'quarkusio/quarkus-quickstarts/issues/1182',
    'action-not-allowed',
    ': errorMessage=software.amazon.awssdk.services.s3.model.S3Exception: Access Denied',
  ),
  seen(
    'Reggionick/s3-deploy/issues/197',
    'resource-policy-denies',
    'Upload error: AccessDenied: Access Denied',
  ),
  seen(
    'thanos-io/thanos/issues/7157',
    'action-not-allowed',
    String.raw`<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>WYAY0DSNSE2SKNGG</RequestId>`,
  ),
  seen(
    'boto/boto3/issues/1821',
    'action-not-allowed',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the CreateQueue operation: Access to the resource https://eu-west-1.queue.amazonaws.com/ is denied.',
  ),
  seen(
    'MassTransit/MassTransit/issues/1525',
    'resource-policy-denies',
    String.raw`"providerResponse": "{\"ErrorCode\":\"AccessDenied\",\"ErrorMessage\":\"Access to the resource https://sqs.us-west-2.amazonaws.com/[redacted]/process_order is denied.\"`,
  ),
];
