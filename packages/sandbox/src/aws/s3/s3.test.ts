import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

const Bucket = 'orders';

describe('S3', () => {
  let fixture: AwsFixture;
  let s3: S3Client;

  const createBucket = (
    name: string,
    LocationConstraint: 'eu-west-1' | 'us-west-2' = 'eu-west-1',
  ) =>
    s3.send(
      new CreateBucketCommand({
        Bucket: name,
        CreateBucketConfiguration: { LocationConstraint },
      }),
    );
  const put = (Key: string, Body = 'content', client = s3) =>
    client.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/plain' }),
    );
  const read = async (Key: string, more: object = {}) => {
    const object = await s3.send(
      new GetObjectCommand({ Bucket, Key, ...more }),
    );
    return object.Body?.transformToString();
  };

  beforeEach(async () => {
    fixture = await startAwsFixture();
    s3 = fixture.s3();
    await createBucket(Bucket);
  });

  afterEach(() => fixture.close());

  it('creates, lists, and deletes buckets', async () => {
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).toMatchObject([
      { Name: Bucket, CreationDate: expect.any(Date) },
    ]);
    expect(
      (await s3.send(new GetBucketLocationCommand({ Bucket })))
        .LocationConstraint,
    ).toBe('eu-west-1');
    await s3.send(new HeadBucketCommand({ Bucket }));
    await put('a');
    await expect(
      s3.send(new DeleteBucketCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      s3.send(new HeadBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it.each(['my_bucket', 'ab', 'Upper', '-a-b', 'a..b', '192.168.0.1'])(
    'rejects a bucket named %s',
    async name => {
      await expect(createBucket(name)).rejects.toMatchObject({
        name: 'InvalidBucketName',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it('rejects the creation of a bucket that exists, belongs to another account, or is in another region', async () => {
    await expect(createBucket(Bucket)).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    const other = fixture.s3(fixture.stagingAdministrator);
    await expect(
      other.send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    await expect(createBucket('elsewhere', 'us-west-2')).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
    });
  });

  it('redirects requests for a bucket of another region', async () => {
    fixture.world.buckets.get(Bucket)!.region = 'eu-central-1';
    const list = new ListObjectsV2Command({ Bucket });
    await expect(s3.send(list)).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': 'eu-central-1' } },
    });
    const location = new GetBucketLocationCommand({ Bucket });
    expect(await s3.send(location)).toMatchObject({
      LocationConstraint: 'eu-central-1',
    });
    const following = new S3Client({
      ...{ endpoint: fixture.endpoint, region: 'eu-west-1' },
      ...{ forcePathStyle: true, followRegionRedirects: true },
      credentials: fixture.administrator,
    });
    expect(await following.send(list)).toMatchObject({ KeyCount: 0 });
  });

  it.each(['a', 'a/b//c', 'späce & +%41 ~.txt', "(!*')"])(
    'stores an object under the key %s',
    async key => {
      await put(key, 'grüße');
      expect(await read(key)).toBe('grüße');
      expect(
        await s3.send(new HeadObjectCommand({ Bucket, Key: key })),
      ).toMatchObject({ ContentLength: 7, ContentType: 'text/plain' });
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
    },
  );

  it('reads byte ranges', async () => {
    await put('a', '0123456789');
    expect(await read('a', { Range: 'bytes=2-4' })).toBe('234');
    expect(await read('a', { Range: 'bytes=-3' })).toBe('789');
    expect(await read('a', { Range: 'bytes=8-' })).toBe('89');
    await expect(read('a', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
    });
  });

  it('lists keys page by page, with common prefixes', async () => {
    for (const key of ['a/1', 'a/2', 'b', 'c/1', 'd']) {
      await put(key);
    }
    const seen: (string | undefined)[][] = [];
    for await (const page of paginateListObjectsV2(
      { client: s3, pageSize: 2 },
      { Bucket, Delimiter: '/' },
    )) {
      seen.push([
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ]);
    }
    expect(seen).toEqual([
      ['b', 'a/'],
      ['d', 'c/'],
    ]);
    const under = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a/', StartAfter: 'a/1' }),
    );
    expect(under.Contents?.map(({ Key }) => Key)).toEqual(['a/2']);
  });

  it('reports a missing key to callers who may list, and denies others', async () => {
    await expect(read('ghost')).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
    });
    const reader = fixture.s3(
      fixture.user('reader', [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      ]),
    );
    await expect(
      reader.send(new GetObjectCommand({ Bucket, Key: 'ghost' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/reader is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::orders" because no identity-based policy allows the s3:ListBucket action',
    });
  });

  it('allows a caller only what its policies allow', async () => {
    const writer = fixture.s3(
      fixture.user('writer', [
        {
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::orders/in/*',
        },
      ]),
    );
    await put('in/a', 'x', writer);
    await expect(put('out/a', 'x', writer)).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/writer is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orders/out/a" because no identity-based policy allows the s3:PutObject action',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      writer.send(new GetObjectCommand({ Bucket, Key: 'in/a' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('denies the administrator of another account', async () => {
    const stranger = fixture.s3(fixture.stagingAdministrator);
    await expect(put('a', 'x', stranger)).rejects.toMatchObject({
      ...{ name: 'AccessDenied', message: 'Access Denied' },
    });
    const { Buckets } = await stranger.send(new ListBucketsCommand({}));
    expect(Buckets ?? []).toEqual([]);
  });

  it('accepts a chunked body with a trailing checksum', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from([Buffer.from('one '), Buffer.from('two')]),
        ContentLength: 7,
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    expect(await read('streamed')).toBe('one two');
  });

  it('reports operations that it does not support', async () => {
    const answer = await fetch(`${fixture.endpoint}/orders?acl`);
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('<Code>NotImplemented</Code>');
  });
});
