import {
  CreatePolicyCommand,
  CreateRoleCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { makeOrganization } from '../../company/manyAccounts';
import { attachControls } from '../../company/organization';
import {
  type AwsFixture,
  type Keys,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { accountTrust, ALLOW_S3, policyOf } from '../__testUtils__/policies';

const USER = 'arn:aws:iam::111122223333:user/dev';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('authorization', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await fixture.iam().send(
      new CreateRoleCommand({
        RoleName: 'app',
        Path: '/irsa/',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
        Tags: [{ Key: 'team', Value: 'shop' }],
      }),
    );
  });

  afterEach(() => fixture.close());

  it('denies by default, and names the caller, action, resource, and reason', async () => {
    const iam = fixture.iam(fixture.user('dev', []));
    for (const [sent, action, resource] of [
      [
        iam.send(new GetRoleCommand({ RoleName: 'app' })),
        'iam:GetRole',
        'arn:aws:iam::111122223333:role/irsa/app',
      ],
      [
        iam.send(new GetRoleCommand({ RoleName: 'ghost' })),
        'iam:GetRole',
        'role ghost',
      ],
      [
        iam.send(new ListRolesCommand({ PathPrefix: '/irsa/' })),
        'iam:ListRoles',
        'arn:aws:iam::111122223333:role/irsa/',
      ],
      [
        iam.send(new GetPolicyCommand({ PolicyArn: READ_ONLY })),
        'iam:GetPolicy',
        `policy ${READ_ONLY}`,
      ],
      [
        iam.send(new ListPoliciesCommand({})),
        'iam:ListPolicies',
        'policy path /',
      ],
      [
        iam.send(new GetAccountSummaryCommand({})),
        'iam:GetAccountSummary',
        '*',
      ],
    ] as const) {
      await expect(sent).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: ${USER} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
        $metadata: { httpStatusCode: 403 },
      });
    }
  });

  it('denies on an explicit deny', async () => {
    const iam = fixture.iam(
      fixture.user('dev', [
        { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' },
      ]),
    );
    await iam.send(new GetRoleCommand({ RoleName: 'app' }));
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'with an explicit deny in an identity-based policy',
      ),
    });
  });

  it('depends on the path and tags of the role', async () => {
    const iam = fixture.iam(
      fixture.user('dev', [
        {
          Effect: 'Allow',
          Action: 'iam:GetRole',
          Resource: 'arn:aws:iam::111122223333:role/irsa/*',
          Condition: { StringEquals: { 'iam:ResourceTag/team': 'shop' } },
        },
      ]),
    );
    await iam.send(new GetRoleCommand({ RoleName: 'app' }));
    const app = fixture.prod.roles.get('app');
    app?.tags.splice(0, 1, { key: 'team', value: 'other' });
    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'app' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('evaluates the boundary of the role for the actions for which AWS does', async () => {
    fixture.prod.roles.get('app')!.permissionsBoundaryArn = READ_ONLY;
    const iam = fixture.iam(
      fixture.user('dev', [
        {
          Effect: 'Allow',
          Action: ['iam:PutRolePolicy', 'iam:TagRole'],
          Resource: '*',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': READ_ONLY } },
        },
      ]),
    );
    const RoleName = 'app';
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'p',
        PolicyDocument: policyOf(ALLOW_S3),
      }),
    );
    await expect(
      iam.send(
        new TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: 'b' }] }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('can require a boundary and a tag in the request', async () => {
    const iam = fixture.iam(
      fixture.user('dev', [
        {
          Effect: 'Allow',
          Action: ['iam:CreateRole', 'iam:TagRole'],
          Resource: 'arn:aws:iam::111122223333:role/irsa/*',
          Condition: {
            StringEquals: {
              'iam:PermissionsBoundary': READ_ONLY,
              'aws:RequestTag/managed-by': 'us',
            },
          },
        },
      ]),
    );
    const create = (more: object) =>
      iam.send(
        new CreateRoleCommand({
          RoleName: 'new',
          Path: '/irsa/',
          AssumeRolePolicyDocument: accountTrust('111122223333'),
          PermissionsBoundary: READ_ONLY,
          Tags: [{ Key: 'managed-by', Value: 'us' }],
          ...more,
        }),
      );
    for (const refused of [
      { Path: '/' },
      { PermissionsBoundary: undefined },
      { Tags: [{ Key: 'managed-by', Value: 'them' }] },
    ]) {
      await expect(create(refused)).rejects.toMatchObject({
        name: 'AccessDenied',
      });
    }
    await create({});
  });

  it('limits a role session by its boundary', async () => {
    const admin = fixture.iam();
    const { Policy } = await admin.send(
      new CreatePolicyCommand({
        PolicyName: 'boundary',
        PolicyDocument: policyOf({
          Effect: 'Allow',
          Action: 'iam:List*',
          Resource: '*',
        }),
      }),
    );
    await admin.send(
      new CreateRoleCommand({
        RoleName: 'bounded',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
        PermissionsBoundary: Policy?.Arn,
      }),
    );
    fixture.prod.roles.get('bounded')?.attachedPolicyArns.push(READ_ONLY);
    const { Credentials } = await fixture.sts().send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/bounded',
        RoleSessionName: 'me',
      }),
    );
    const iam = fixture.iam({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    await iam.send(new ListRolesCommand({}));
    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'app' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::111122223333:assumed-role/bounded/me is not authorized to perform: iam:GetRole on resource: arn:aws:iam::111122223333:role/irsa/app because no permissions boundary allows the iam:GetRole action',
    });
  });

  it('applies the service control policies of the account', async () => {
    const statement = (Action: string, Effect = 'Allow') => ({
      Effect,
      Action,
      Resource: '*',
    });
    const level = (...statements: object[]) => [
      { name: 'scp', document: policyOf(...statements) },
    ];
    fixture.prod.serviceControlPolicies = [
      level(statement('*')),
      level(statement('*'), statement('iam:ListRoles', 'Deny')),
    ];
    await fixture.iam().send(new GetRoleCommand({ RoleName: 'app' }));
    await expect(
      fixture.iam().send(new ListRolesCommand({})),
    ).rejects.toMatchObject({
      message: expect.stringContaining(
        'with an explicit deny in a service control policy',
      ),
    });
  });

  it('applies the service control policies of the parent units, except in the management account', async () => {
    const organization = makeOrganization(fixture.world);
    fixture.world.organization = organization;
    organization.attached.set('ou-comp-workloads', [
      {
        ...{ type: 'SERVICE_CONTROL_POLICY', name: 'no-lists' },
        document: policyOf(
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' },
        ),
      },
    ]);
    const list = () => fixture.iam().send(new ListRolesCommand({}));
    await expect(list()).rejects.toMatchObject({
      message: expect.stringContaining(
        'with an explicit deny in a service control policy',
      ),
    });
    const member = organization.members.get(fixture.prod.id)!;
    member.parentId = organization.rootId;
    await list();
    member.parentId = 'ou-comp-workloads';
    organization.policyTypes.delete('SERVICE_CONTROL_POLICY');
    await list();
    organization.policyTypes.add('SERVICE_CONTROL_POLICY');
    organization.managementAccountId = fixture.prod.id;
    await list();
  });

  it('applies the resource control policies of the account that owns the resource', async () => {
    const organization = makeOrganization(fixture.world);
    fixture.world.organization = organization;
    const { roles } = fixture.prod;
    const assume = (keys: Keys) =>
      fixture.sts(keys).send(
        new AssumeRoleCommand({
          RoleArn: roles.get('app')!.arn,
          RoleSessionName: 'me',
        }),
      );
    roles.get('app')!.trustPolicy = accountTrust('444455556666');
    await assume(fixture.stagingAdministrator);
    attachControls(organization);
    await assume(fixture.stagingAdministrator);
    organization.members.delete('444455556666');
    await expect(assume(fixture.stagingAdministrator)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    organization.managementAccountId = fixture.prod.id;
    await assume(fixture.stagingAdministrator);
  });

  it('applies to EKS too', async () => {
    await expect(
      fixture
        .eks(fixture.user('dev', []))
        .send(new DescribeClusterCommand({ name: 'prod-eu' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${USER} is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu because no identity-based policy allows the eks:DescribeCluster action`,
    });
  });

  it('logs the caller, account, and result', async () => {
    const before = fixture.world.calls.count;
    const iam = fixture.iam(fixture.user('dev', []));
    await expect(
      iam.send(
        new CreateRoleCommand({
          RoleName: 'x',
          AssumeRolePolicyDocument: accountTrust('111122223333'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(
      fixture.world.calls
        .since(before)
        .map(({ at: _at, userAgent: _agent, ...call }) => call),
    ).toEqual([
      {
        service: 'iam',
        operation: 'CreateRole',
        caller: USER,
        write: true,
        target: '111122223333',
        status: 403,
        accesses: [
          {
            action: 'iam:CreateRole',
            resource: 'arn:aws:iam::111122223333:role/x',
            context: {},
          },
        ],
      },
    ]);
  });
});
