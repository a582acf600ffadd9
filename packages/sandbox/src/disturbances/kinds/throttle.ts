import { AwsError } from '../../aws/protocol/error';
import { StatusError } from '../../kubernetes/status';
import type { Kind } from '../kind';

/** Services that say it in other words than `Throttling` or `ThrottlingException` ("Error Responses" of each). */
const WORDS: Record<string, [string, number, string]> = {
  ec2: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
  eks: ['ThrottlingException', 429, 'Rate exceeded'],
  'eks-auth': ['ThrottlingException', 429, 'Rate exceeded'],
  s3: ['SlowDown', 503, 'Please reduce your request rate.'],
};

/** Too many calls. A cluster asks for a second's pause, as API Priority and Fairness does. */
export const throttle: Kind = {
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
