import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { addKey } from '../kms/customerKeys';
import type { KmsKey } from '../../state/account';
import {
  REGION,
  startAwsFixture,
  type AwsFixture,
  type Keys,
} from '../__testUtils__/awsFixture';

const Bucket = 'files';
const READ_WRITE = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::${Bucket}/*`,
};

describe('buckets encrypted with a KMS key', () => {
  let fixture: AwsFixture;
  let key: KmsKey;
  let users = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    key = addKey(fixture.prod, { region: REGION, createdAt: new Date() });
    await fixture.s3().send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
  });
  afterAll(() => fixture.close());

  const encrypt = (
    SSEAlgorithm: 'AES256' | 'aws:kms',
    isBucketKey = false,
    keyId: string | null = key.arn,
  ) =>
    fixture.s3().send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm,
                ...(SSEAlgorithm === 'aws:kms' &&
                  keyId !== null && { KMSMasterKeyID: keyId }),
              },
              BucketKeyEnabled: isBucketKey,
            },
          ],
        },
      }),
    );
  const put = (keys?: Keys) =>
    fixture
      .s3(keys)
      .send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'text' }));
  const get = (keys?: Keys) =>
    fixture.s3(keys).send(new GetObjectCommand({ Bucket, Key: 'a/b' }));
  const userWith = (...statements: object[]) =>
    fixture.user(`user-${(users += 1)}`, [READ_WRITE, ...statements]);
  const use = (Action: string[], Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource: key.arn,
    ...(Condition && { Condition }),
  });
  const refused = (action: string, because: string) => ({
    name: 'AccessDenied',
    message: expect.stringMatching(
      new RegExp(
        `is not authorized to perform: ${action} on resource: ${key.arn} ${because}`,
      ),
    ),
  });

  it('return their encryption, which is SSE-S3 at first', async () => {
    const rules = async () =>
      (await fixture.s3().send(new GetBucketEncryptionCommand({ Bucket })))
        .ServerSideEncryptionConfiguration?.Rules;
    expect(await rules()).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
      },
    ]);
    await encrypt('aws:kms', true);
    expect(await rules()).toEqual([
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: key.arn,
        },
        BucketKeyEnabled: true,
      },
    ]);
    await encrypt('AES256');
    expect(fixture.world.buckets.get(Bucket)?.encryption).toBeUndefined();
  });

  it('require key permissions to write and read, but not to read metadata', async () => {
    await encrypt('aws:kms');
    const without = userWith();
    await expect(put(without)).rejects.toMatchObject(
      refused(
        'kms:GenerateDataKey',
        'because no identity-based policy allows the kms:GenerateDataKey action',
      ),
    );
    const writer = userWith(use(['kms:GenerateDataKey']));
    await put(writer);
    await fixture
      .s3(writer)
      .send(new HeadObjectCommand({ Bucket, Key: 'a/b' }));
    await expect(get(writer)).rejects.toMatchObject(
      refused('kms:Decrypt', 'because no identity-based policy'),
    );
    await get(userWith(use(['kms:Decrypt'])));
  });

  it.each([
    [false, `arn:aws:s3:::${Bucket}/a/b`, `arn:aws:s3:::${Bucket}`],
    [true, `arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/a/b`],
  ])(
    'with a bucket key (%s) send %s to KMS through S3',
    async (isBucketKey, named, other) => {
      await encrypt('aws:kms', isBucketKey);
      const about = (arn: string) =>
        userWith(
          use(['kms:GenerateDataKey'], {
            StringEquals: {
              'kms:EncryptionContext:aws:s3:arn': arn,
              'kms:ViaService': `s3.${REGION}.amazonaws.com`,
            },
          }),
        );
      await put(about(named));
      await expect(put(about(other))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
    },
  );

  it('deny callers whom the key policy does not allow, regardless of IAM', async () => {
    await encrypt('aws:kms');
    const user = userWith(use(['kms:*']));
    const before = key.policy;
    key.policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/other' },
        Action: 'kms:*',
        Resource: '*',
      },
    });
    await expect(put(user)).rejects.toMatchObject(
      refused(
        'kms:GenerateDataKey',
        'because no resource-based policy allows the kms:GenerateDataKey action',
      ),
    );
    key.policy = before;
    await put(user);
  });

  it('require both key permissions for a multipart upload', async () => {
    await encrypt('aws:kms');
    const upload = async (keys: Keys) => {
      const at = { Bucket, Key: 'parts' };
      const s3 = fixture.s3(keys);
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
      const Parts = [];
      for (const [index, Body] of ['one', 'two'].entries()) {
        const PartNumber = index + 1;
        const { ETag } = await s3.send(
          new UploadPartCommand({ ...at, UploadId, PartNumber, Body }),
        );
        Parts.push({ ETag, PartNumber });
      }
      await s3.send(
        new CompleteMultipartUploadCommand({
          ...{ ...at, UploadId, MultipartUpload: { Parts } },
        }),
      );
      await expect(
        s3.send(new AbortMultipartUploadCommand({ ...at, UploadId })),
      ).rejects.toMatchObject({ name: 'NoSuchUpload' });
    };
    const [write, read] = [use(['kms:GenerateDataKey']), use(['kms:Decrypt'])];
    const abort = { ...READ_WRITE, Action: 's3:AbortMultipartUpload' };
    await expect(upload(userWith(write))).rejects.toMatchObject(
      refused('kms:Decrypt', ''),
    );
    await expect(upload(userWith(read))).rejects.toMatchObject(
      refused('kms:GenerateDataKey', ''),
    );
    await upload(userWith(write, read, abort));
    const { Body } = await fixture
      .s3()
      .send(new GetObjectCommand({ Bucket, Key: 'parts' }));
    expect(await Body?.transformToString()).toBe('onetwo');
  });

  it('use the AWS managed key of the uploading account, which allows no other account', async () => {
    await encrypt('aws:kms', false, null);
    await fixture.s3().send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            ...READ_WRITE,
            Principal: { AWS: 'arn:aws:iam::444455556666:root' },
          },
        }),
      }),
    );
    const other = fixture.stagingAdministrator;
    const keptOut = {
      name: 'AccessDenied',
      message: expect.stringContaining('kms:Decrypt'),
    };
    await put();
    await get();
    await expect(get(other)).rejects.toMatchObject(keptOut);
    await put(other);
    await get(other);
    await expect(get()).rejects.toMatchObject(keptOut);
  });

  it('keep the key of each object when the bucket encryption changes', async () => {
    await encrypt('aws:kms');
    await put();
    await encrypt('AES256');
    await expect(get(userWith())).rejects.toMatchObject(
      refused('kms:Decrypt', ''),
    );
    await put(userWith());
    await get(userWith());
  });
});
