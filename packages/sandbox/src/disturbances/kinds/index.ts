import type { ServedKind } from '../Disturbances';
import type { Kind } from '../kind';
import {
  conflicting,
  denied,
  deniedByAdmission,
  expiredList,
} from './kubernetes';
import { expiredCredentials, wrongClock } from './signature';
import { AwsError } from '../../aws/protocol/error';
import { StatusError } from '../../kubernetes/status';

/** The services whose throttling error differs from `Throttling` or `ThrottlingException` ("Error Responses" of each). */
const WORDS: Record<string, readonly [string, number, string]> = {
  ec2: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
  eks: ['ThrottlingException', 429, 'Rate exceeded'],
  'eks-auth': ['ThrottlingException', 429, 'Rate exceeded'],
  organizations: [
    'TooManyRequestsException',
    400,
    'You have sent too many requests in too short a period of time.',
  ],
  kinesis: [
    'LimitExceededException',
    400,
    'Rate exceeded for stream under account.',
  ],
  lambda: ['TooManyRequestsException', 429, 'Rate Exceeded.'],
  s3: ['SlowDown', 503, 'Please reduce your request rate.'],
  sns: ['Throttled', 429, 'Rate exceeded'],
  sqs: ['RequestThrottled', 400, 'Request is throttled.'],
  ...Object.fromEntries(
    ['dynamodb', 'ecr', 'events', 'kms', 'secretsmanager', 'states'].map(
      service => [
        service,
        ['ThrottlingException', 400, 'Rate exceeded'] as const,
      ],
    ),
  ),
};

/** Throttles the call. A cluster asks for a pause of 1 second, as API Priority and Fairness does. */
const throttle: Kind = {
  aws: service => {
    const [code, status, message] = WORDS[service] ?? [
      'Throttling',
      400,
      'Rate exceeded',
    ];
    return new AwsError(code, status, message);
  },
  kubernetes: () =>
    new StatusError(
      429,
      'TooManyRequests',
      'Too many requests, please try again later.',
    ),
};

const CODES: Record<string, string> = {
  dynamodb: 'InternalServerError',
  ec2: 'InternalError',
  eks: 'ServerException',
  'eks-auth': 'InternalServerException',
  ecr: 'ServerException',
  events: 'InternalException',
  iam: 'ServiceFailure',
  kms: 'KMSInternalException',
  lambda: 'ServiceException',
  organizations: 'ServiceException',
  s3: 'InternalError',
  secretsmanager: 'InternalServiceError',
  sns: 'InternalError',
};

/** The service fails with an internal error. */
const fail: Kind = {
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

/** Does the work, but breaks the connection before the response. */
const cutOff: Kind = { breaks: 'before-answer' };

/** Does the work, but breaks the connection in the middle of the response. */
const breakOff: Kind = { breaks: 'in-answer' };

/** The disturbances that the servers carry out, by name. */
export const KINDS: Record<ServedKind, Kind> = {
  throttle,
  fail,
  'cut-off': cutOff,
  'break-off': breakOff,
  'expired-credentials': expiredCredentials,
  'wrong-clock': wrongClock,
  denied,
  'admission-policy': deniedByAdmission,
  conflict: conflicting,
  'expired-list': expiredList,
};
