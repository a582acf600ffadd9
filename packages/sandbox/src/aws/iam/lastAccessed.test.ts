import {
  type AccessAdvisorUsageGranularityType,
  CreateRoleCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../__testUtils__/policies';

/** How long the sandbox takes to create a report. */
const MAKING_MS = 1_000;

const ROLE = 'arn:aws:iam::111122223333:role/app';

describe('the last-accessed report', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    const iam = fixture.iam();
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'app',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'app',
        PolicyName: 'own',
        PolicyDocument: policyOf(
          { Effect: 'Allow', Action: ['S3:Get*', 'sqs:*'], Resource: '*' },
          { Effect: 'Deny', Action: 'ec2:*', Resource: '*' },
        ),
      }),
    );
  });
  afterEach(() => fixture.close());

  const begin = async (Arn = ROLE) => {
    const { JobId } = await fixture
      .iam()
      .send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
    return JobId;
  };
  const read = (JobId?: string, more: object = {}) =>
    fixture
      .iam()
      .send(new GetServiceLastAccessedDetailsCommand({ JobId, ...more }));

  it('is in progress for 1 second, and then lists every granted service', async () => {
    const job = await begin();
    fixture.advance(900);
    expect(await read(job)).toMatchObject({
      JobStatus: 'IN_PROGRESS',
      JobType: 'SERVICE_LEVEL',
      ServicesLastAccessed: [],
    });
    fixture.advance(100);
    const report = await read(job);
    expect(report).toMatchObject({
      JobStatus: 'COMPLETED',
      IsTruncated: false,
    });
    expect(report.JobCompletionDate).toBeInstanceOf(Date);
    expect(report.ServicesLastAccessed).toEqual([
      {
        ServiceName: 'S3',
        ServiceNamespace: 's3',
        TotalAuthenticatedEntities: 0,
      },
      expect.objectContaining({ ServiceNamespace: 'sqs' }),
    ]);
  });

  it('records the time of calls by a session of the role, including denied calls', async () => {
    const { Credentials } = await fixture
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'me' }));
    const s3 = fixture.s3({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    const job = await begin();
    fixture.advance(MAKING_MS);
    const [s3Use, sqsUse] = (await read(job)).ServicesLastAccessed ?? [];
    expect(s3Use).toMatchObject({
      LastAuthenticatedEntity: ROLE,
      LastAuthenticatedRegion: 'eu-west-1',
      TotalAuthenticatedEntities: 1,
    });
    expect(
      Math.abs((s3Use.LastAuthenticated?.getTime() ?? 0) - Date.now()),
    ).toBeLessThan(60_000);
    expect(sqsUse.LastAuthenticated).toBeUndefined();
  });

  it('includes actions of services that report them, but no object-level actions', async () => {
    const { Credentials } = await fixture
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'me' }));
    const s3 = fixture.s3({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    for (const call of [
      new GetBucketPolicyCommand({ Bucket: 'orders' }),
      new GetObjectCommand({ Bucket: 'orders', Key: 'a' }),
    ]) {
      await expect(s3.send(call as GetObjectCommand)).rejects.toMatchObject({
        name: 'NoSuchBucket',
      });
    }
    const report = async (Granularity: AccessAdvisorUsageGranularityType) => {
      const { JobId } = await fixture.iam().send(
        new GenerateServiceLastAccessedDetailsCommand({
          Arn: ROLE,
          Granularity,
        }),
      );
      fixture.advance(MAKING_MS);
      return (await read(JobId)).ServicesLastAccessed ?? [];
    };
    const [s3Use, sqsUse] = await report('ACTION_LEVEL');
    expect(s3Use.TrackedActionsLastAccessed).toEqual([
      { ActionName: 'GetBucketLocation' },
      {
        ActionName: 'GetBucketPolicy',
        LastAccessedEntity: ROLE,
        LastAccessedRegion: 'eu-west-1',
        LastAccessedTime: expect.any(Date),
      },
    ]);
    expect(sqsUse.TrackedActionsLastAccessed).toBeUndefined();
    const [byService] = await report('SERVICE_LEVEL');
    expect(byService.TrackedActionsLastAccessed).toBeUndefined();
  });

  it('is paginated', async () => {
    const job = await begin();
    fixture.advance(MAKING_MS);
    const first = await read(job, { MaxItems: 1 });
    expect(first).toMatchObject({ IsTruncated: true });
    const second = await read(job, { MaxItems: 1, Marker: first.Marker });
    expect(
      second.ServicesLastAccessed?.map(each => each.ServiceNamespace),
    ).toEqual(['sqs']);
  });

  it('is readable only by the caller who requested it, and requires an existing role and a valid job ID', async () => {
    const job = await begin();
    const other = fixture.iam(
      fixture.user('dev', [
        { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
      ]),
    );
    await expect(
      other.send(new GetServiceLastAccessedDetailsCommand({ JobId: job })),
    ).rejects.toMatchObject({ name: expect.stringContaining('NoSuchEntity') });
    await expect(begin(`${ROLE}-ghost`)).rejects.toMatchObject({
      name: expect.stringContaining('NoSuchEntity'),
    });
    await expect(read('short')).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});
