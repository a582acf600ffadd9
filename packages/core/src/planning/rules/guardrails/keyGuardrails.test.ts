import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { configWith } from '../../../__testUtils__/guardrails';
import { CLUSTER, observedWith } from '../../../__testUtils__/observed';
import { specOf } from '../../../__testUtils__/specs';
import { absent, found, unknown } from '../../../model/observation';
import type { Guardrails } from '../../../model/config';
import { checkReadPolicies } from './guardrails';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const GRANT = { service: 's3', access: 'read', resource: 'uploads' };
const ENCRYPTED = found({
  ...{ keyArn: KEY, bucketKey: false },
  keyPolicy: unknown<never>('It is not read for this purpose.'),
  keyGrants: unknown<never>('They are not read for this purpose.'),
});

async function violations(
  guardrails: Partial<Guardrails>,
  encryption: typeof ENCRYPTED = ENCRYPTED,
) {
  return checkReadPolicies(
    specOf({ grants: [GRANT] }),
    observedWith({ resources: [{ id: 's3/uploads', encryption }] }),
    {
      config: configWith(guardrails),
      cluster: CLUSTER,
      catalogue: await loadCatalogue(),
    },
  ).violations;
}

it.each<[string, Partial<Guardrails>, string]>([
  ['a denied action', { deniedActions: ['kms:Decrypt'] }, 'denied-actions'],
  [
    'maximum permissions without keys',
    {
      maximumPermissions: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      },
    },
    'maximum-permissions',
  ],
])('checks the KMS key of a grant against %s', async (_, guardrails, rule) => {
  expect(await violations(guardrails)).toEqual([
    expect.objectContaining({
      field: 'grants[0]',
      rule,
      message: expect.stringContaining(
        'the KMS key of grant s3/read on uploads',
      ),
    }),
  ]);
});

it('accepts a key that no guardrail denies, and a grant without a key', async () => {
  expect(await violations({ deniedActions: ['kms:CreateGrant'] })).toEqual([]);
  expect(
    await violations({ deniedActions: ['kms:Decrypt'] }, absent() as never),
  ).toEqual([]);
});
