import { IAMClient } from '@aws-sdk/client-iam';
import { CLUSTER } from '../__testUtils__/core';
import { IamReader } from './IamReader';
import { whereOf } from './where';

/** An IAM client that rejects every call. */
function refusing(): IAMClient {
  const client = new IAMClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  client.middlewareStack.add(
    () => async () => {
      throw Object.assign(new Error('not authorized'), {
        name: 'AccessDenied',
        $fault: 'client',
      });
    },
    { step: 'initialize' },
  );
  return client;
}

it.each([
  [CLUSTER.accountId, 'The backend may not call iam:GetRole.'],
  [
    '444455556666',
    'The backend may not call iam:GetRole in account 444455556666.',
  ],
])(
  'reports a permission that is missing in account %s: %s',
  async (id, reason) => {
    const reader = new IamReader(refusing(), whereOf(id, CLUSTER));
    expect(await reader.role('orders')).toEqual({
      state: 'unknown',
      reason,
      right: 'iam:GetRole',
    });
  },
);
