import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  paginateListPolicies,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, ALLOW_S3, policyOf } from '../__testUtils__/policies';

describe('IAM managed policies', () => {
  let fixture: AwsFixture;
  let iam: IAMClient;

  const create = async (PolicyName: string, more: object = {}) => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName,
        PolicyDocument: policyOf(ALLOW_S3),
        ...more,
      }),
    );
    return Policy?.Arn ?? '';
  };

  const addVersion = async (PolicyArn: string, more: object = {}) => {
    const { PolicyVersion } = await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: policyOf(ALLOW_S3),
        ...more,
      }),
    );
    return PolicyVersion?.VersionId;
  };

  beforeEach(async () => {
    fixture = await startAwsFixture();
    iam = fixture.iam();
  });

  afterEach(() => fixture.close());

  it('creates a policy and returns exactly the submitted document', async () => {
    const document = JSON.stringify(
      JSON.parse(policyOf({ ...ALLOW_S3, Resource: 'arn:aws:s3:::ü+%41/*' })),
      null,
      4,
    );
    const arn = await create('app', {
      Path: '/irsa/',
      Description: 'For the app',
      PolicyDocument: document,
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(arn).toBe('arn:aws:iam::111122223333:policy/irsa/app');
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy).toMatchObject({
      PolicyName: 'app',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      IsAttachable: true,
      Description: 'For the app',
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v1' }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(document);
    expect(PolicyVersion?.IsDefaultVersion).toBe(true);
  });

  it('allows one policy of a name in an account, regardless of the path', async () => {
    await create('app');
    await expect(create('app', { Path: '/x/' })).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message:
        'A policy called app already exists. Duplicate names are not allowed.',
    });
  });

  it.each([
    ['invalid JSON', '{', 'The policy is not in the valid JSON format.'],
    [
      'a principal',
      policyOf({ ...ALLOW_S3, Principal: '*' }),
      'Policy document should not specify a principal.',
    ],
    [
      'no Action field',
      policyOf({ Effect: 'Allow', Resource: '*' }),
      'Policy statement must contain actions.',
    ],
    [
      'an action without a service prefix',
      policyOf({ ...ALLOW_S3, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'a resource that is not an ARN',
      policyOf({ ...ALLOW_S3, Resource: 'my-bucket/*' }),
      'Resource my-bucket/* must be in ARN format or "*".',
    ],
    [
      'an effect other than Allow or Deny',
      policyOf({ ...ALLOW_S3, Effect: 'Maybe' }),
      'Syntax errors in policy.',
    ],
    [
      'two statements with the same Sid',
      policyOf({ ...ALLOW_S3, Sid: 'a' }, { ...ALLOW_S3, Sid: 'a' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
  ])('rejects a document with %s', async (_what, document, message) => {
    const expected = { name: 'MalformedPolicyDocumentException', message };
    await expect(
      create('app', { PolicyDocument: document }),
    ).rejects.toMatchObject(expected);
    const arn = await create('app');
    await expect(
      addVersion(arn, { PolicyDocument: document }),
    ).rejects.toMatchObject(expected);
  });

  it('rejects a document of more than 6144 characters, not counting white space', async () => {
    const document = (length: number) => {
      const empty = policyOf({ ...ALLOW_S3, Sid: '' }).length;
      return policyOf({ ...ALLOW_S3, Sid: 'x'.repeat(length - empty) });
    };
    await create('fits', { PolicyDocument: `  ${document(6144)}\n\n` });
    await expect(
      create('too-long', { PolicyDocument: document(6145) }),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  it('allows at most five versions, never reuses their numbers, and has one default version', async () => {
    const arn = await create('app');
    for (const expected of ['v2', 'v3', 'v4', 'v5']) {
      expect(await addVersion(arn, { SetAsDefault: expected === 'v3' })).toBe(
        expected,
      );
    }
    await expect(addVersion(arn)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    const remove = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId }));
    await expect(remove('v3')).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
    });
    await remove('v2');
    expect(await addVersion(arn)).toBe('v6');
    const first = await iam.send(
      new ListPolicyVersionsCommand({ PolicyArn: arn, MaxItems: 3 }),
    );
    const second = await iam.send(
      new ListPolicyVersionsCommand({ PolicyArn: arn, Marker: first.Marker }),
    );
    expect(
      [...(first.Versions ?? []), ...(second.Versions ?? [])].map(
        ({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion],
      ),
    ).toEqual([
      ['v6', false],
      ['v5', false],
      ['v4', false],
      ['v3', true],
      ['v1', false],
    ]);
    await iam.send(
      new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v1' }),
    );
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy?.DefaultVersionId).toBe('v1');
  });

  it('says that a policy or version does not exist', async () => {
    const ghost = 'arn:aws:iam::111122223333:policy/ghost';
    await expect(
      iam.send(new GetPolicyCommand({ PolicyArn: ghost })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${ghost} was not found.`,
    });
    const arn = await create('app');
    await expect(
      iam.send(
        new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v9' }),
      ),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${arn} version v9 does not exist or is not attachable.`,
    });
    await expect(
      iam.send(new GetPolicyCommand({ PolicyArn: 'x'.repeat(30) })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('deletes a policy only when it is unused and has one version', async () => {
    const arn = await create('app');
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
    await addVersion(arn);
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: expect.stringContaining('more than one version'),
    });
    await iam.send(
      new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: 'v2' }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'bounded',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
        PermissionsBoundary: arn,
      }),
    );
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    });
    const other = await create('free');
    await iam.send(new DeletePolicyCommand({ PolicyArn: other }));
    await expect(
      iam.send(new GetPolicyCommand({ PolicyArn: other })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('lists policies by scope, path, and use, page by page', async () => {
    for (const name of ['c', 'a', 'b']) {
      await create(name, { Path: name === 'c' ? '/other/' : '/irsa/' });
    }
    const names: string[] = [];
    for await (const { Policies } of paginateListPolicies(
      { client: iam, pageSize: 1 },
      { Scope: 'Local', PathPrefix: '/irsa/' },
    )) {
      expect(Policies).toHaveLength(1);
      names.push(...(Policies ?? []).map(({ PolicyName }) => PolicyName ?? ''));
    }
    expect(names).toEqual(['a', 'b']);
    const attached = await iam.send(
      new ListPoliciesCommand({ Scope: 'AWS', OnlyAttached: true }),
    );
    expect(attached.Policies?.map(({ PolicyName }) => PolicyName)).toEqual([
      'AdministratorAccess',
    ]);
  });

  it('lists the users and roles that a policy is attached to or limits', async () => {
    const arn = await create('app');
    const trust = accountTrust('111122223333');
    for (const [RoleName, boundary] of [
      ['attached', undefined],
      ['bounded', arn],
    ]) {
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: trust,
          PermissionsBoundary: boundary,
        }),
      );
    }
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'attached', PolicyArn: arn }),
    );
    const names = async (usage?: 'PermissionsPolicy' | 'PermissionsBoundary') =>
      (
        await iam.send(
          new ListEntitiesForPolicyCommand({
            PolicyArn: arn,
            PolicyUsageFilter: usage,
          }),
        )
      ).PolicyRoles?.map(({ RoleName }) => RoleName);
    expect(await names()).toEqual(['attached', 'bounded']);
    expect(await names('PermissionsPolicy')).toEqual(['attached']);
    expect(await names('PermissionsBoundary')).toEqual(['bounded']);
    const users = await iam.send(
      new ListEntitiesForPolicyCommand({
        PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        EntityFilter: 'User',
      }),
    );
    expect(users.PolicyUsers).toHaveLength(1);
  });

  it('adds and removes tags', async () => {
    const arn = await create('app');
    await iam.send(
      new TagPolicyCommand({
        PolicyArn: arn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await iam.send(new UntagPolicyCommand({ PolicyArn: arn, TagKeys: ['a'] }));
    expect(
      (await iam.send(new ListPolicyTagsCommand({ PolicyArn: arn }))).Tags,
    ).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('does not change AWS managed policies', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    for (const refused of [
      iam.send(new DeletePolicyCommand({ PolicyArn })),
      addVersion(PolicyArn),
    ]) {
      await expect(refused).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    await expect(
      iam.send(new TagPolicyCommand({ PolicyArn, Tags: [] })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});
