import type { AwsClients } from './aws/AwsClients';
import { UnconfiguredAccountError } from './aws/errors';
import { readBucketEncryption } from './bucketEncryption';

const HOME = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`;
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${HOME}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** What S3 answers each account, and whose keys KMS knows. */
function clients(answers: Record<string, object | string>) {
  const asked: string[] = [];
  const fails = (code: string) =>
    Object.assign(new Error(code), { name: code, $fault: 'client' });
  const fake: Pick<AwsClients, 'keyPolicy'> & { s3(id: string): object } = {
    s3: accountId => ({
      send: async () => {
        const answer = answers[accountId];
        if (typeof answer === 'string') throw fails(answer);
        return { ServerSideEncryptionConfiguration: { Rules: [answer] } };
      },
    }),
    keyPolicy: async (accountId, region, keyId) => {
      asked.push(`${accountId} ${region} ${keyId}`);
      if (accountId !== HOME) throw new UnconfiguredAccountError(accountId);
      return JSON.stringify(DOCUMENT);
    },
  };
  return { aws: fake as unknown as AwsClients, asked };
}

const rule = (KMSMasterKeyID?: string, SSEAlgorithm = 'aws:kms') => ({
  ApplyServerSideEncryptionByDefault: {
    SSEAlgorithm,
    ...(KMSMasterKeyID !== undefined && { KMSMasterKeyID }),
  },
  BucketKeyEnabled: true,
});

const read = async (
  answers: Record<string, object | string>,
  accountIds = Object.keys(answers),
) => {
  const { aws, asked } = clients(answers);
  const answer = await readBucketEncryption(
    aws,
    { accountIds, region: 'eu-west-1' },
    'orders',
  );
  return { answer, asked };
};

describe('readBucketEncryption', () => {
  it.each([
    ['an ARN', KEY],
    ['an ID', '1234abcd'],
  ])('reads the key of %s, and its policy', async (_, keyId) => {
    const { answer } = await read({ [HOME]: rule(keyId) });
    expect(answer).toMatchObject({
      state: 'found',
      value: {
        keyArn: KEY,
        bucketKey: true,
        keyPolicy: { state: 'found', value: { document: DOCUMENT } },
      },
    });
  });

  it.each<[string, object | string]>([
    ['S3 has the key', rule(undefined, 'AES256')],
    ['AWS manages the key', rule()],
    ['AWS manages the key, by its alias', rule('alias/aws/s3')],
    [
      'AWS manages the key, by the ARN of its alias',
      rule(`arn:aws:kms:eu-west-1:${HOME}:alias/aws/s3`),
    ],
    [
      'there is no configuration',
      'ServerSideEncryptionConfigurationNotFoundError',
    ],
    ['there is no bucket', 'NoSuchBucket'],
  ])('needs no permission where %s', async (_, given) => {
    const { answer, asked } = await read({ [HOME]: given });
    expect(answer).toEqual({ state: 'absent' });
    expect(asked).toEqual([]);
  });

  it.each([
    'alias/orders',
    `arn:aws:kms:eu-west-1:${HOME}:alias/orders`,
    `arn:aws:kms::${HOME}:key/1`,
    `arn:aws:s3:eu-west-1:${HOME}:key/1`,
    `arn:aws:kms:evil.example/x:${HOME}:key/1`,
    'evil.example/key',
  ])('looks no key up by %s', async keyId => {
    const { answer, asked } = await read({ [HOME]: rule(keyId) });
    expect(answer).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining(keyId),
    });
    expect(asked).toEqual([]);
  });

  it('asks the account of the bucket, which is another one', async () => {
    const { answer } = await read({
      '444455556666': 'AccessDenied',
      [HOME]: rule(KEY),
    });
    expect(answer).toMatchObject({ state: 'found', value: { keyArn: KEY } });
  });

  it('says which right is missing', async () => {
    const { answer } = await read({ [HOME]: 'AccessDenied' });
    expect(answer).toMatchObject({
      state: 'unknown',
      right: 's3:GetEncryptionConfiguration',
    });
  });

  it('does not know the policy of a key in an account that nobody configured', async () => {
    const keyArn = KEY.replace(HOME, '999999999999');
    const { answer } = await read({ [HOME]: rule(keyArn) });
    expect(answer).toMatchObject({
      state: 'found',
      value: { keyArn, keyPolicy: { state: 'unknown' } },
    });
  });
});
