import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, ALLOW_S3, policyOf } from '../__testUtils__/policies';

const TRUST = accountTrust('111122223333');
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('IAM roles', () => {
  let fixture: AwsFixture;
  let iam: IAMClient;

  const create = (RoleName: string, more: object = {}) =>
    iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: TRUST,
        ...more,
      }),
    );

  beforeEach(async () => {
    fixture = await startAwsFixture();
    iam = fixture.iam();
  });

  afterEach(() => fixture.close());

  it('does not change roles that only AWS can change, even for an administrator', async () => {
    await create('AWSServiceRoleForX');
    const role = fixture.prod.roles.get('awsserviceroleforx')!;
    role.path = '/aws-service-role/x.amazonaws.com/';
    role.arn = `arn:aws:iam::111122223333:role${role.path}${role.name}`;
    const attach = new AttachRolePolicyCommand({
      ...{ RoleName: 'AWSServiceRoleForX', PolicyArn: READ_ONLY },
    });
    await expect(iam.send(attach)).rejects.toMatchObject({
      name: 'UnmodifiableEntityException',
      message:
        "Cannot perform the operation on the protected role 'AWSServiceRoleForX' - this role is only modifiable by AWS",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      fixture.iam(fixture.user('dev', [])).send(attach),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('creates a role and returns exactly the submitted trust policy', async () => {
    const spaced = JSON.stringify(JSON.parse(TRUST), null, 3);
    await create('app', {
      Path: '/irsa/',
      Description: 'An <app> & "more"',
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: spaced,
      PermissionsBoundary: READ_ONLY,
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'APP' }));
    expect(Role).toMatchObject({
      RoleName: 'app',
      Path: '/irsa/',
      Arn: 'arn:aws:iam::111122223333:role/irsa/app',
      Description: 'An <app> & "more"',
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY },
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role?.CreateDate).toBeInstanceOf(Date);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(
      spaced,
    );
  });

  it('replaces a deleted role by its unique ID in other trust policies, which can then not be saved again', async () => {
    const { Role: ci } = await create('ci');
    const trusting = JSON.parse(
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: ['111122223333', ci?.Arn] },
        Action: 'sts:AssumeRole',
      }),
    );
    await create('app', { AssumeRolePolicyDocument: JSON.stringify(trusting) });
    await iam.send(new DeleteRoleCommand({ RoleName: 'ci' }));
    await create('ci');
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'app' }));
    const text = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    expect([JSON.parse(text).Statement].flat()[0].Principal).toEqual({
      AWS: ['111122223333', ci?.RoleId],
    });
    await expect(
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'app',
          PolicyDocument: text,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: `Invalid principal in policy: "AWS":"${ci?.RoleId}"`,
    });
  });

  it('allows one role of a name, regardless of path and case', async () => {
    await create('app');
    await expect(create('App', { Path: '/other/' })).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name App already exists.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each([
    [
      'a name with a space',
      { RoleName: 'my role' },
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ],
    [
      'a name of 65 characters',
      { RoleName: 'x'.repeat(65) },
      `1 validation error detected: Value '${'x'.repeat(
        65,
      )}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'a path without slashes at both ends',
      { Path: 'irsa' },
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    ],
    [
      'a maximum session duration of 10 minutes',
      { MaxSessionDuration: 600 },
      "1 validation error detected: Value '600' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    ],
    [
      'a name that is too long with a session duration that is too long',
      { RoleName: 'x'.repeat(65), MaxSessionDuration: 50_000 },
      `2 validation errors detected: Value '${'x'.repeat(
        65,
      )}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64; Value '50000' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200`,
    ],
  ])('rejects %s', async (_what, input, message) => {
    await expect(create('app', input)).rejects.toMatchObject({
      name: 'ValidationError',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([
    ['invalid JSON', '{', 'This policy contains invalid Json'],
    [
      'a Resource field',
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Resource: '*',
      }),
      'Has prohibited field Resource',
    ],
    [
      'no Principal field',
      policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
      'Missing required field Principal',
    ],
    [
      'an action of another service',
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 's3:GetObject',
      }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    ...['*', 'sts:*', 'sts:assumerole', 'sts:GetCallerIdentity'].map(action => [
      `the action ${action}`,
      policyOf({ Effect: 'Deny', Principal: { AWS: '*' }, Action: action }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ]),
    [
      'a principal without a type',
      policyOf({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }),
      'AssumeRolepolicy contained an invalid principal: "STAR":"*"',
    ],
    [
      'a principal role that does not exist',
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/ghost' },
        Action: 'sts:AssumeRole',
      }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/ghost"',
    ],
    [
      'an OIDC provider ARN that is not valid',
      policyOf({
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::oidc-provider/x' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      }),
      'Invalid principal in policy: "FEDERATED":"arn:aws:iam::oidc-provider/x"',
    ],
  ])('rejects a trust policy with %s', async (_what, document, message) => {
    await create('app');
    const expected = {
      name: 'MalformedPolicyDocumentException',
      message,
      $metadata: { httpStatusCode: 400 },
    };
    await expect(
      create('other', { AssumeRolePolicyDocument: document }),
    ).rejects.toMatchObject(expected);
    await expect(
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'app',
          PolicyDocument: document,
        }),
      ),
    ).rejects.toMatchObject(expected);
  });

  it('measures the trust policy without white space, and rejects more than 2048 characters', async () => {
    const trust = (name: string) =>
      policyOf({
        Sid: name,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      });
    const room = 2048 - trust('').length;
    await create('fits', {
      AssumeRolePolicyDocument: trust('x'.repeat(room)).replace(/,/g, ',  '),
    });
    await expect(
      create('too-long', {
        AssumeRolePolicyDocument: trust('x'.repeat(room + 1)),
      }),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('says that a role does not exist', async () => {
    const RoleName = 'ghost';
    const message = 'The role with name ghost cannot be found.';
    for (const command of [
      iam.send(new GetRoleCommand({ RoleName })),
      iam.send(new DeleteRoleCommand({ RoleName })),
      iam.send(new UpdateRoleCommand({ RoleName })),
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY })),
      iam.send(new TagRoleCommand({ RoleName, Tags: [] })),
    ]) {
      await expect(command).rejects.toMatchObject({
        name: 'NoSuchEntityException',
        message,
        $metadata: { httpStatusCode: 404 },
      });
    }
  });

  it('lists roles page by page and by path, without the fields that only GetRole returns', async () => {
    for (let n = 0; n < 7; n++) {
      await create(`role-${n}`, {
        Path: n < 5 ? '/irsa/' : '/',
        Tags: [{ Key: 'n', Value: `${n}` }],
      });
    }
    const pages: string[][] = [];
    for await (const { Roles } of paginateListRoles(
      { client: iam, pageSize: 2 },
      { PathPrefix: '/irsa/' },
    )) {
      pages.push((Roles ?? []).map(({ RoleName }) => RoleName ?? ''));
      expect(Roles?.[0]).not.toHaveProperty('Tags');
    }
    expect(pages).toEqual([
      ['role-0', 'role-1'],
      ['role-2', 'role-3'],
      ['role-4'],
    ]);
    await expect(
      iam.send(new ListRolesCommand({ Marker: 'made-up' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('neither repeats nor skips a role when the list changes between two pages', async () => {
    for (const name of ['a', 'b', 'd']) {
      await create(name);
    }
    const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'b' }));
    await create('c');
    const second = await iam.send(
      new ListRolesCommand({ MaxItems: 2, Marker: first.Marker }),
    );
    expect(first.IsTruncated).toBe(true);
    expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(['c', 'd']);
    expect(second.IsTruncated).toBe(false);
  });

  it('updates the description, session duration, and trust policy', async () => {
    await create('app');
    await iam.send(
      new UpdateRoleCommand({
        RoleName: 'app',
        Description: 'new',
        MaxSessionDuration: 43_200,
      }),
    );
    const trust = accountTrust('444455556666');
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'app',
        PolicyDocument: trust,
      }),
    );
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'app' }));
    expect(Role).toMatchObject({
      Description: 'new',
      MaxSessionDuration: 43_200,
      AssumeRolePolicyDocument: encodeURIComponent(trust),
    });
  });

  it('adds and removes tags with case-insensitive keys', async () => {
    await create('app', { Tags: [{ Key: 'Team', Value: 'a' }] });
    await iam.send(
      new TagRoleCommand({
        RoleName: 'app',
        Tags: [
          { Key: 'team', Value: 'b' },
          { Key: 'x', Value: '' },
        ],
      }),
    );
    await iam.send(
      new UntagRoleCommand({ RoleName: 'app', TagKeys: ['X', 'none'] }),
    );
    const { Tags } = await iam.send(
      new ListRoleTagsCommand({ RoleName: 'app' }),
    );
    expect(Tags).toEqual([{ Key: 'team', Value: 'b' }]);
    await expect(
      iam.send(
        new TagRoleCommand({
          RoleName: 'app',
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'A', Value: '2' },
          ],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(
      iam.send(
        new TagRoleCommand({
          RoleName: 'app',
          Tags: Array.from({ length: 50 }, (_, n) => ({
            Key: `k${n}`,
            Value: '',
          })),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for TagsPerRole: 50',
    });
  });

  it('attaches up to ten policies, and lists and detaches them', async () => {
    await create('app');
    const arns = await Promise.all(
      Array.from({ length: 11 }, async (_, n) => {
        const { Policy } = await iam.send(
          new CreatePolicyCommand({
            PolicyName: `policy-${String(n).padStart(2, '0')}`,
            PolicyDocument: policyOf(ALLOW_S3),
          }),
        );
        return Policy?.Arn ?? '';
      }),
    );
    for (const PolicyArn of [arns[0], ...arns.slice(0, 10)]) {
      await iam.send(
        new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }),
      );
    }
    await expect(
      iam.send(
        new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn: arns[10] }),
      ),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
    const page = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'app', MaxItems: 9 }),
    );
    expect(page.AttachedPolicies).toHaveLength(9);
    const rest = await iam.send(
      new ListAttachedRolePoliciesCommand({
        RoleName: 'app',
        Marker: page.Marker,
      }),
    );
    expect(rest.AttachedPolicies).toEqual([
      { PolicyArn: arns[9], PolicyName: 'policy-09' },
    ]);
    await iam.send(
      new DetachRolePolicyCommand({ RoleName: 'app', PolicyArn: arns[0] }),
    );
    await expect(
      iam.send(
        new DetachRolePolicyCommand({ RoleName: 'app', PolicyArn: arns[0] }),
      ),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${arns[0]} was not found.`,
    });
  });

  it.each([
    [
      'arn:aws:iam::111122223333:policy/ghost',
      'NoSuchEntityException',
      'Policy arn:aws:iam::111122223333:policy/ghost does not exist or is not attachable.',
    ],
    [
      'arn:aws:iam::1111:policy/x',
      'InvalidInputException',
      'ARN arn:aws:iam::1111:policy/x is not valid.',
    ],
  ])(
    'does not attach %s, nor set it as a boundary',
    async (arn, name, message) => {
      await create('app');
      for (const refused of [
        iam.send(
          new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn: arn }),
        ),
        iam.send(
          new PutRolePermissionsBoundaryCommand({
            RoleName: 'app',
            PermissionsBoundary: arn,
          }),
        ),
        create('bounded', { PermissionsBoundary: arn }),
      ]) {
        await expect(refused).rejects.toMatchObject({ name, message });
      }
    },
  );

  it('stores inline policies of at most 10,240 characters in total', async () => {
    await create('app');
    const put = (PolicyName: string, PolicyDocument: string) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'app',
          PolicyName,
          PolicyDocument,
        }),
      );
    const document = JSON.stringify(JSON.parse(policyOf(ALLOW_S3)), null, 2);
    await put('first', document);
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: 'app', PolicyName: 'first' }),
    );
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(document);
    await expect(
      put('big', policyOf({ ...ALLOW_S3, Sid: 'x'.repeat(10_200) })),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Maximum policy size of 10240 bytes exceeded for role app',
    });
    await expect(
      put('bad', policyOf({ Effect: 'Allow', Action: 's3:*' })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Policy statement must contain resources.',
    });
    await put('second', document);
    const page = await iam.send(
      new ListRolePoliciesCommand({ RoleName: 'app', MaxItems: 1 }),
    );
    expect(page).toMatchObject({ PolicyNames: ['first'], IsTruncated: true });
    await iam.send(
      new DeleteRolePolicyCommand({ RoleName: 'app', PolicyName: 'first' }),
    );
    await expect(
      iam.send(
        new DeleteRolePolicyCommand({ RoleName: 'app', PolicyName: 'first' }),
      ),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role policy with name first cannot be found.',
    });
  });

  it('sets and removes the permissions boundary', async () => {
    await create('app');
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'app',
        PermissionsBoundary: READ_ONLY,
      }),
    );
    expect(
      (await iam.send(new GetRoleCommand({ RoleName: 'app' }))).Role
        ?.PermissionsBoundary?.PermissionsBoundaryArn,
    ).toBe(READ_ONLY);
    const remove = () =>
      iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'app' }));
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('deletes a role only when it has no policies, and gives a recreated role another ID', async () => {
    const before = (await create('app')).Role?.RoleId;
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName: 'app' }));
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn: READ_ONLY }),
    );
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(
      new DetachRolePolicyCommand({ RoleName: 'app', PolicyArn: READ_ONLY }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'app',
        PolicyName: 'inline',
        PolicyDocument: policyOf(ALLOW_S3),
      }),
    );
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await iam.send(
      new DeleteRolePolicyCommand({ RoleName: 'app', PolicyName: 'inline' }),
    );
    await remove();
    expect((await create('app')).Role?.RoleId).not.toBe(before);
  });
});
