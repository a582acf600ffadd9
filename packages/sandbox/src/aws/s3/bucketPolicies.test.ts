import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import {
  type AwsFixture,
  type Keys,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { accountTrust, ALLOW_S3, policyOf } from '../__testUtils__/policies';

const Bucket = 'files';
const ROLE = 'arn:aws:iam::111122223333:role/reader';
const ALL = ['arn:aws:s3:::files', 'arn:aws:s3:::files/*'];

describe('bucket policies', () => {
  let fixture: AwsFixture;
  let s3: S3Client;
  let iam: IAMClient;

  const createRole = () =>
    iam.send(
      new CreateRoleCommand({
        RoleName: 'reader',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
      }),
    );

  beforeEach(async () => {
    fixture = await startAwsFixture();
    s3 = fixture.s3();
    iam = fixture.iam();
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await createRole();
  });

  afterEach(() => fixture.close());

  const put = (...statements: object[]) =>
    s3.send(
      new PutBucketPolicyCommand({ Bucket, Policy: policyOf(...statements) }),
    );

  it('are returned only to the account of the bucket', async () => {
    await put({
      ...{ Effect: 'Allow', Action: 's3:*', Resource: ALL },
      Principal: { AWS: '444455556666' },
    });
    const theirs = fixture.s3(fixture.stagingAdministrator);
    await expect(
      theirs.send(new GetBucketPolicyCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    await expect(
      s3.send(
        new GetBucketPolicyCommand({
          ...{ Bucket, ExpectedBucketOwner: '444455556666' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied' });
  });

  it('give the reason for a denial only within the organization', async () => {
    const { world } = fixture;
    const refused = async () => {
      const theirs = fixture.s3(fixture.stagingAdministrator);
      const list = new ListObjectsV2Command({ Bucket });
      return theirs.send(list).catch(({ message }) => message);
    };
    expect(await refused()).toBe('Access Denied');
    world.organization = {
      ...{ id: 'o-a1', rootId: 'r-a1', managementAccountId: '111122223333' },
      ...{ delegatedAdministrators: new Set(), policyTypes: new Set() },
      ...{ attached: new Map(), units: new Map() },
      members: new Map(
        ['111122223333', '444455556666'].map(id => [
          id,
          {
            ...{ id, name: id, state: 'ACTIVE' as const, parentId: 'r-a1' },
            joinedAt: new Date(),
          },
        ]),
      ),
    };
    expect(await refused()).toMatch(/because no resource-based policy allows/);
  });

  const shown = async () => {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    return JSON.parse(Policy ?? '');
  };

  const list = async (keys: Keys) =>
    (await fixture.s3(keys).send(new ListObjectsV2Command({ Bucket })))
      .KeyCount;

  const assume = async (): Promise<Keys> => {
    const { Credentials } = await fixture
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test' }));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
  };

  const statement = (Effect: string, Principal: unknown) => ({
    Effect,
    Principal,
    Action: 's3:*',
    Resource: ALL,
  });

  it('are set, returned, and deleted', async () => {
    await expect(shown()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    const allow = statement('Allow', { AWS: ROLE });
    await put(allow);
    expect(await shown()).toEqual({
      Version: '2012-10-17',
      Statement: [allow],
    });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(shown()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it('deny a role what its own policies allow', async () => {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'reader',
        PolicyName: 'own',
        PolicyDocument: policyOf(ALLOW_S3),
      }),
    );
    const keys = await assume();
    expect(await list(keys)).toBe(0);
    await put(statement('Deny', { AWS: ROLE }));
    await expect(list(keys)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /with an explicit deny in a resource-based policy$/,
      ),
    });
    expect(await list(fixture.administrator)).toBe(0);
  });

  it('allow a role of the account what its own policies do not allow', async () => {
    const keys = await assume();
    await expect(list(keys)).rejects.toMatchObject({ name: 'AccessDenied' });
    await put(statement('Allow', { AWS: ROLE }));
    expect(await list(keys)).toBe(0);
  });

  it('allow another account', async () => {
    const keys = fixture.stagingAdministrator;
    await expect(list(keys)).rejects.toMatchObject({
      ...{ name: 'AccessDenied', message: 'Access Denied' },
    });
    await put(statement('Allow', { AWS: 'arn:aws:iam::444455556666:root' }));
    expect(await list(keys)).toBe(0);
  });

  it('store the unique ID of a role, which a recreated role does not match', async () => {
    const id = fixture.prod.roles.get('reader')?.id;
    await put(statement('Allow', { AWS: [ROLE] }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'reader' }));
    await createRole();
    expect((await shown()).Statement[0].Principal).toEqual({ AWS: [id] });
    const keys = await assume();
    await expect(list(keys)).rejects.toMatchObject({ name: 'AccessDenied' });
    await put(statement('Allow', { AWS: [ROLE] }));
    expect(await list(keys)).toBe(0);
  });

  it.each<[string, object, string]>([
    [
      'a role that does not exist',
      statement('Allow', { AWS: `${ROLE}-2` }),
      'Invalid principal in policy',
    ],
    [
      'the ID of a deleted role',
      statement('Allow', { AWS: 'AROAIIIIIIIIIIIIIIIII' }),
      'Invalid principal in policy',
    ],
    [
      'a resource of another bucket',
      { ...statement('Allow', '*'), Resource: 'arn:aws:s3:::other/*' },
      'Policy has invalid resource',
    ],
  ])('are rejected with %s', async (_, sent, message) => {
    await expect(put(sent)).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message,
    });
  });
});
