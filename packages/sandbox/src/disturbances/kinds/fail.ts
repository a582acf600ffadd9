import { AwsError } from '../../aws/protocol/error';
import { StatusError } from '../../kubernetes/status';
import type { Kind } from '../kind';

const CODES: Record<string, string> = {
  ec2: 'InternalError',
  eks: 'ServerException',
  'eks-auth': 'InternalServerException',
  iam: 'ServiceFailure',
  s3: 'InternalError',
};

/** The service itself fails. */
export const fail: Kind = {
  aws: service =>
    new AwsError(
      CODES[service] ?? 'InternalFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    ),
  kubernetes: () =>
    new StatusError(
      500,
      'InternalError',
      'Internal error occurred: the request was disturbed',
    ),
};
