import {
  CreatePolicyCommand,
  CreateRoleCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreatePodIdentityAssociationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eks';
import {
  ASSOCIATION,
  makeAssociationRoles,
} from '../__testUtils__/association';
import { startAwsFixture, type AwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../__testUtils__/policies';

type Tags = { Key: string; Value: string }[];

const OURS = { Key: 'managed-by', Value: 'us' };
const DENIED = { name: expect.stringMatching(/^AccessDenied/) };

/** Statements that allow any creation, but require the tag for tagging. */
const STATEMENTS = [
  {
    Effect: 'Allow',
    Action: [
      'eks:CreatePodIdentityAssociation',
      'iam:CreatePolicy',
      'iam:CreateRole',
      'iam:GetRole',
      'iam:PassRole',
    ],
    Resource: '*',
  },
  {
    Effect: 'Allow',
    Action: ['eks:TagResource', 'iam:TagPolicy', 'iam:TagRole'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/managed-by': 'us' } },
  },
];

describe('permissions that require a tag', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await makeAssociationRoles(fixture);
  });
  afterEach(async () => {
    fixture.cluster.podIdentityAssociations.clear();
    await fixture.close();
  });

  const role = (RoleName: string, Tags: Tags) =>
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: accountTrust('111122223333'),
      Tags,
    });
  const policy = (PolicyName: string, Tags: Tags) =>
    new CreatePolicyCommand({
      PolicyName,
      PolicyDocument: policyOf({
        Effect: 'Allow',
        Action: 's3:ListAllMyBuckets',
        Resource: '*',
      }),
      Tags,
    });

  it('allow creation with the tag, but no tagging of a resource that was created without it', async () => {
    const iam = fixture.iam(fixture.user('dev', STATEMENTS));
    await iam.send(role('tagged', [OURS]));
    const made = await iam.send(policy('tagged', [OURS]));
    const more = [{ Key: 'team', Value: 'shop' }];
    await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: more }));
    await iam.send(
      new TagPolicyCommand({ PolicyArn: made.Policy!.Arn, Tags: more }),
    );

    await expect(iam.send(role('other', more))).rejects.toMatchObject(DENIED);
    await expect(iam.send(policy('other', more))).rejects.toMatchObject(DENIED);
    await iam.send(role('untagged', []));
    const untagged = await iam.send(policy('untagged', []));
    await expect(
      iam.send(new TagRoleCommand({ RoleName: 'untagged', Tags: [OURS] })),
    ).rejects.toMatchObject(DENIED);
    await expect(
      iam.send(
        new TagPolicyCommand({
          PolicyArn: untagged.Policy!.Arn,
          Tags: [OURS],
        }),
      ),
    ).rejects.toMatchObject(DENIED);
  });

  it('apply to associations too', async () => {
    const eks = fixture.eks(fixture.user('dev', STATEMENTS));
    const create = (tags?: Record<string, string>) =>
      eks.send(
        new CreatePodIdentityAssociationCommand({ ...ASSOCIATION, tags }),
      );
    await expect(create({ team: 'shop' })).rejects.toMatchObject(DENIED);
    await create({ 'managed-by': 'us' });
    fixture.cluster.podIdentityAssociations.clear();
    const { association } = await create();
    await expect(
      eks.send(
        new TagResourceCommand({
          resourceArn: association!.associationArn,
          tags: { 'managed-by': 'us' },
        }),
      ),
    ).rejects.toMatchObject(DENIED);
  });

  it('ignore the boundary for the actions for which AWS does', async () => {
    const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await fixture.iam().send(role('app', []));
    fixture.prod.roles.get('app')!.permissionsBoundaryArn = boundary;
    const iam = fixture.iam(
      fixture.user('dev', [
        {
          Effect: 'Allow',
          Action: 'iam:UpdateAssumeRolePolicy',
          Resource: '*',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
        },
      ]),
    );
    await expect(
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'app',
          PolicyDocument: accountTrust('111122223333'),
        }),
      ),
    ).rejects.toMatchObject(DENIED);
  });
});
