import {
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import {
  type AwsFixture,
  startAwsFixture,
} from '../aws/__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../aws/__testUtils__/policies';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const NOBODY = policyOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

describe('propagation of IAM changes', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    fixture.world.propagation.set({ reads: 10_000, trust: 45_000 });
  });
  afterEach(() => fixture.close());

  const create = (trust: string) =>
    fixture.iam().send(
      new CreateRoleCommand({
        RoleName: 'app',
        AssumeRolePolicyDocument: trust,
        Tags: [{ Key: 'team', Value: 'orders' }],
      }),
    );
  const read = () =>
    fixture.iam().send(new GetRoleCommand({ RoleName: 'app' }));
  const assume = () =>
    fixture
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'jo' }));
  const refused = (name: string) => ({ name });

  it('delays reads, and delays STS for longer', async () => {
    await create(accountTrust('111122223333'));
    await expect(read()).rejects.toMatchObject(
      refused('NoSuchEntityException'),
    );
    fixture.advance(10_001);
    await read();
    await expect(assume()).rejects.toMatchObject(refused('AccessDenied'));
    fixture.advance(35_000);
    await assume();
  });

  it('returns the previous state of each change', async () => {
    await create(accountTrust('111122223333'));
    fixture.advance(46_000);
    await fixture.iam().send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'app',
        PolicyDocument: NOBODY,
      }),
    );
    const { Role } = await read();
    expect(Role?.AssumeRolePolicyDocument).toContain('root');
    await assume();
    fixture.advance(46_000);
    await expect(assume()).rejects.toMatchObject(refused('AccessDenied'));
  });

  it('delays the use of a new role as a principal', async () => {
    await create(accountTrust('111122223333'));
    const trusting = new CreateRoleCommand({
      RoleName: 'target',
      AssumeRolePolicyDocument: policyOf({
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: 'sts:AssumeRole',
      }),
    });
    await expect(fixture.iam().send(trusting)).rejects.toMatchObject(
      refused('MalformedPolicyDocumentException'),
    );
    fixture.advance(45_001);
    await fixture.iam().send(trusting);
  });

  it('delays tags in conditions', async () => {
    fixture.world.propagation.set({ reads: 0, trust: 0, tags: 10_000 });
    const keys = fixture.user('dev', [
      {
        Effect: 'Allow',
        Action: ['iam:CreateRole', 'iam:TagRole'],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: 'iam:PutRolePolicy',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
      },
    ]);
    await create(accountTrust('111122223333'));
    const put = () =>
      fixture.iam(keys).send(
        new PutRolePolicyCommand({
          RoleName: 'app',
          PolicyName: 'own',
          PolicyDocument: policyOf({
            Effect: 'Allow',
            Action: 's3:*',
            Resource: '*',
          }),
        }),
      );
    await expect(put()).rejects.toMatchObject(refused('AccessDenied'));
    fixture.advance(10_001);
    await put();
    await fixture.iam(keys).send(
      new TagRoleCommand({
        RoleName: 'app',
        Tags: [{ Key: 'team', Value: 'payments' }],
      }),
    );
    await put();
    fixture.advance(10_001);
    await expect(put()).rejects.toMatchObject(refused('AccessDenied'));
  });

  it('shows older states in some reads, even after newer ones', async () => {
    fixture.world.propagation.set({ reads: 0, trust: 0, staleReads: 10_000 });
    await create(accountTrust('111122223333'));
    const shown: string[] = [];
    for (let count = 0; count < 16; count += 1) {
      shown.push(
        await read().then(
          () => 'role',
          error => error.name,
        ),
      );
    }
    const text = shown.join();
    expect(text).toContain('role,NoSuchEntityException,');
    expect(text).toContain('NoSuchEntityException,role');
    fixture.advance(10_001);
    for (let count = 0; count < 16; count += 1) await read();
  });

  it('delays permissions boundaries in conditions, and the policies of roles', async () => {
    const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await create(accountTrust('111122223333'));
    fixture.world.propagation.set({ reads: 0, trust: 0, permissions: 10_000 });
    const keys = fixture.user('dev', [
      {
        Effect: 'Allow',
        Action: 'iam:PutRolePolicy',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      },
    ]);
    const put = () =>
      fixture.iam(keys).send(
        new PutRolePolicyCommand({
          RoleName: 'app',
          PolicyName: 'own',
          PolicyDocument: policyOf({
            Effect: 'Allow',
            Action: 'iam:ListRoles',
            Resource: '*',
          }),
        }),
      );
    const { Credentials } = await assume();
    const list = () =>
      fixture
        .iam({
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken,
        })
        .send(new ListRolesCommand({}));
    await fixture.iam().send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'app',
        PermissionsBoundary: boundary,
      }),
    );
    await expect(put()).rejects.toMatchObject(refused('AccessDenied'));
    fixture.advance(10_001);
    await put();
    await fixture
      .iam()
      .send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'app' }));
    await expect(list()).rejects.toMatchObject(refused('AccessDenied'));
    fixture.advance(10_001);
    await list();
  });

  it('is immediate without delays', async () => {
    fixture.world.propagation.set({ reads: 0, trust: 0 });
    await create(accountTrust('111122223333'));
    const { Role } = await read();
    const { AssumedRoleUser } = await assume();
    expect([Role?.Arn, AssumedRoleUser?.Arn]).toEqual([
      ROLE,
      expect.stringContaining('assumed-role/app/'),
    ]);
  });
});
