import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  paginateGetAccountAuthorizationDetails,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, ALLOW_S3, policyOf } from '../__testUtils__/policies';

describe('IAM account reports', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    const iam = fixture.iam();
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'app',
        PolicyDocument: policyOf(ALLOW_S3),
      }),
    );
    for (const RoleName of ['a', 'b', 'c']) {
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: accountTrust('111122223333'),
          PermissionsBoundary: Policy?.Arn,
          Tags: [{ Key: 'team', Value: RoleName }],
        }),
      );
    }
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'a', PolicyArn: Policy?.Arn }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'a',
        PolicyName: 'inline',
        PolicyDocument: policyOf(ALLOW_S3),
      }),
    );
  });

  afterEach(() => fixture.close());

  it('count resources beside their quotas', async () => {
    const { SummaryMap } = await fixture
      .iam()
      .send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      Roles: 3,
      RolesQuota: 1000,
      Policies: 1,
      AttachedPoliciesPerRoleQuota: 10,
      AssumeRolePolicySizeQuota: 2048,
      VersionsPerPolicyQuota: 5,
    });
  });

  it('return all details of a role at once', async () => {
    const details = await fixture
      .iam()
      .send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
    const [role] = details.RoleDetailList ?? [];
    expect(details.Policies).toEqual([]);
    expect(role).toMatchObject({
      RoleName: 'a',
      Tags: [{ Key: 'team', Value: 'a' }],
      PermissionsBoundary: {
        PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/app',
      },
      AttachedManagedPolicies: [{ PolicyName: 'app' }],
      RolePolicyList: [{ PolicyName: 'inline' }],
    });
    expect(
      decodeURIComponent(role.RolePolicyList?.[0].PolicyDocument ?? ''),
    ).toBe(policyOf(ALLOW_S3));
    expect(role).not.toHaveProperty('MaxSessionDuration');
  });

  it('report an increasing last use for a role in use, and an unchanged one for other roles', async () => {
    const at = new Date('2026-01-01T00:00:00.000Z');
    const lastUsed = { at, region: 'eu-west-1' };
    Object.assign(fixture.prod.roles.get('a')!, { lastUsed, isInUse: true });
    Object.assign(fixture.prod.roles.get('b')!, { lastUsed });
    const usesOf = async () => {
      const { RoleDetailList = [] } = await fixture
        .iam()
        .send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
      return RoleDetailList.map(({ RoleLastUsed }) => ({
        ...RoleLastUsed,
        LastUsedDate: RoleLastUsed?.LastUsedDate?.getTime(),
      }));
    };
    const [a, ...others] = await usesOf();
    fixture.advance(60_000);
    const [later, ...same] = await usesOf();
    expect(later.LastUsedDate).toBeGreaterThan(a.LastUsedDate! + 55_000);
    expect(same).toEqual(others);
    expect(others).toEqual([
      { LastUsedDate: at.getTime(), Region: 'eu-west-1' },
      {},
    ]);
  });

  it('paginate users, roles, and policies as one list', async () => {
    const seen: string[] = [];
    for await (const page of paginateGetAccountAuthorizationDetails(
      { client: fixture.iam(), pageSize: 2 },
      {},
    )) {
      const names = [
        ...(page.UserDetailList ?? []).map(({ UserName }) => UserName ?? ''),
        ...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName ?? ''),
        ...(page.Policies ?? []).map(({ PolicyName }) => PolicyName ?? ''),
      ];
      expect(names.length).toBeLessThanOrEqual(2);
      seen.push(...names);
    }
    expect(seen).toEqual([
      'administrator',
      'a',
      'b',
      'c',
      'app',
      'AdministratorAccess',
    ]);
  });

  it('return users with their groups, and groups with their policies', async () => {
    const made = {
      path: '/',
      createdAt: new Date(),
      inlinePolicies: new Map(),
    };
    const boundary = 'arn:aws:iam::111122223333:policy/app';
    fixture.prod.groups.set('dev', {
      ...made,
      ...{ arn: 'arn:aws:iam::111122223333:group/dev', id: 'AGPA1' },
      name: 'dev',
      attachedPolicyArns: [boundary],
      inlinePolicies: new Map([['s3', JSON.parse(policyOf(ALLOW_S3))]]),
    });
    fixture.prod.users.set('ada', {
      ...made,
      ...{ arn: 'arn:aws:iam::111122223333:user/ada', id: 'AIDA1' },
      name: 'ada',
      accessKeys: [],
      attachedPolicyArns: [],
      permissionsBoundaryArn: boundary,
      groups: ['dev'],
      tags: [{ key: 'team', value: 'a' }],
    });
    const { UserDetailList, GroupDetailList } = await fixture.iam().send(
      new GetAccountAuthorizationDetailsCommand({
        Filter: ['User', 'Group'],
      }),
    );
    expect(UserDetailList?.at(0)).toMatchObject({
      UserName: 'ada',
      GroupList: ['dev'],
      PermissionsBoundary: { PermissionsBoundaryArn: boundary },
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(GroupDetailList).toMatchObject([
      {
        GroupName: 'dev',
        AttachedManagedPolicies: [{ PolicyArn: boundary }],
        GroupPolicyList: [{ PolicyName: 's3' }],
      },
    ]);
  });

  it('reject a page size of 0', async () => {
    await expect(
      fixture
        .iam()
        .send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 0 })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
