import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import {
  type AwsFixture,
  REGION,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { send } from '../__testUtils__/call';
import { policyOf } from '../__testUtils__/policies';

describe('Block Public Access', () => {
  let fixture: AwsFixture;
  let Bucket: string;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });
  beforeEach(async () => {
    Bucket = `files-${(turn += 1)}`;
    delete fixture.prod.publicAccessBlock;
    await fixture.s3().send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    await fixture.s3().send(new DeletePublicAccessBlockCommand({ Bucket }));
    await fixture
      .s3()
      .send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'text' }));
  });
  afterAll(() => fixture.close());

  const block = (PublicAccessBlockConfiguration: object) =>
    fixture.s3().send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration,
      }),
    );
  const letIn = (principal: string) =>
    fixture.s3().send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: policyOf({
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
        }),
      }),
    );
  const readFromStaging = () =>
    fixture
      .s3(fixture.stagingAdministrator)
      .send(new GetObjectCommand({ Bucket, Key: 'a' }))
      .then(
        () => 'read',
        ({ name }) => name,
      );
  const account = (method: string, body?: string) =>
    send({ ...fixture, service: 's3' }, fixture.administrator, {
      ...{ method, body },
      path: '/v20180820/configuration/publicAccessBlock',
      headers: { 'x-amz-account-id': fixture.prod.id },
    });

  it('is enabled for a new bucket until it is deleted', async () => {
    await fixture.s3().send(
      new CreateBucketCommand({
        Bucket: `${Bucket}-new`,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    const { PublicAccessBlockConfiguration: settings } = await fixture
      .s3()
      .send(new GetPublicAccessBlockCommand({ Bucket: `${Bucket}-new` }));
    expect(Object.values(settings ?? {})).toEqual([true, true, true, true]);
    const read = () =>
      fixture.s3().send(new GetPublicAccessBlockCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
    await block({ RestrictPublicBuckets: true });
    expect((await read()).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    });
  });

  it('rejects a public policy with BlockPublicPolicy', async () => {
    await block({ BlockPublicPolicy: true });
    await expect(letIn('*')).rejects.toMatchObject({ name: 'AccessDenied' });
    await letIn(`arn:aws:iam::${fixture.staging.id}:root`);
    expect(await readFromStaging()).toBe('read');
  });

  it('denies other accounts access with RestrictPublicBuckets only while the bucket policy is public', async () => {
    await letIn('*');
    expect(await readFromStaging()).toBe('read');
    await block({ RestrictPublicBuckets: true });
    expect(await readFromStaging()).toBe('AccessDenied');
    await letIn(`arn:aws:iam::${fixture.staging.id}:root`);
    expect(await readFromStaging()).toBe('read');
  });

  it('applies to all buckets when set for the account', async () => {
    expect((await account('GET')).text).toContain(
      'NoSuchPublicAccessBlockConfiguration',
    );
    await letIn('*');
    await account(
      'PUT',
      '<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
    );
    expect((await account('GET')).text).toContain(
      '<RestrictPublicBuckets>true</RestrictPublicBuckets>',
    );
    expect(await readFromStaging()).toBe('AccessDenied');
  });
});
