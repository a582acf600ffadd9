import type { IAMClient } from '@aws-sdk/client-iam';
import { trustEntryOf, type Effect } from '@backstage-irsa/core/planning';
import { desiredWith } from '../__testUtils__/core';
import { execute } from './execute';

const name = 'orders';
const entry = trustEntryOf(desiredWith());

it.each<Effect>([
  { type: 'update-trust-policy', name, entry },
  { type: 'remove-trust', name, entry },
  { type: 'delete-role', name, entry },
])('does not $type if the trust policy cannot be read', async effect => {
  const calls: string[] = [];
  const iam = {
    send: async ({ constructor }: object) => {
      calls.push(constructor.name);
      const AssumeRolePolicyDocument = '{"Statement":[{"Effect":"Trust"}]}';
      return { Role: { AssumeRolePolicyDocument } };
    },
  } as Partial<IAMClient> as IAMClient;
  const none = async () => {
    throw new Error('This is not needed.');
  };
  const trustWrites = {
    recent: async () => ({ isRecent: false, isOutdated: () => false }),
    record: none,
  };
  const context = { iam, core: none, trustWrites } as Partial<
    Parameters<typeof execute>[1]
  > as Parameters<typeof execute>[1];
  await expect(execute(effect, context, { settling: false })).rejects.toThrow(
    'The trust policy of role orders cannot be read, so the role was not changed',
  );
  expect(calls).toEqual(['GetRoleCommand']);
});
