import { AwsError } from './protocol/error';

/** Services that say it in other words than `Throttling` or `ThrottlingException` ("Error Responses" of each). */
const THROTTLED: Record<string, [string, number, string]> = {
  ec2: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
  eks: ['ThrottlingException', 429, 'Rate exceeded'],
  'eks-auth': ['ThrottlingException', 429, 'Rate exceeded'],
  s3: ['SlowDown', 503, 'Please reduce your request rate.'],
};

const FAILED: Record<string, string> = {
  ec2: 'InternalError',
  eks: 'ServerException',
  'eks-auth': 'InternalServerException',
  iam: 'ServiceFailure',
  s3: 'InternalError',
};

/** How a service refuses a call because there were too many. */
export function throttled(service: string): AwsError {
  const [code, status, message] = THROTTLED[service] ?? [
    'Throttling',
    400,
    'Rate exceeded',
  ];
  return new AwsError(code, status, message);
}

/** How a service says that it failed. */
export function failed(service: string): AwsError {
  return new AwsError(
    FAILED[service] ?? 'InternalFailure',
    500,
    'The request processing has failed because of an unknown error, exception or failure.',
  );
}
