import { AwsError } from './error';
import { jsonError } from './json';

const missing = new AwsError('ResourceNotFoundException', 400, 'none');
const denied = new AwsError('AccessDeniedException', 400, 'no');

it.each<[AwsError, string | undefined, object]>([
  [
    missing,
    'com.amazonaws.dynamodb.v20120810',
    {
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'none',
    },
  ],
  [
    denied,
    'com.amazonaws.dynamodb.v20120810',
    { __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'no' },
  ],
  [
    missing,
    undefined,
    { __type: 'ResourceNotFoundException', message: 'none' },
  ],
  [denied, undefined, { __type: 'AccessDeniedException', Message: 'no' }],
])(
  'an error names its type as the service does (%#)',
  (error, namespace, body) => {
    const answer = jsonError('id', error, { namespace });
    expect(JSON.parse(String(answer.body))).toEqual(body);
  },
);
