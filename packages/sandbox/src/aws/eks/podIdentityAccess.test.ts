import {
  CreatePodIdentityAssociationCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import {
  ASSOCIATION,
  clusterName,
  makeAssociationRoles,
  roleArn,
} from '../__testUtils__/association';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

describe('authorization for associations', () => {
  let fixture: AwsFixture;

  const create = (more: object = {}) =>
    fixture
      .eks()
      .send(
        new CreatePodIdentityAssociationCommand({ ...ASSOCIATION, ...more }),
      );

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await makeAssociationRoles(fixture);
  });

  afterEach(async () => {
    fixture.cluster.podIdentityAssociations.clear();
    await fixture.close();
  });

  it('supports tags that can be changed', async () => {
    const { association } = await create({ tags: { team: 'shop', tier: '1' } });
    const resourceArn = association?.associationArn;
    const eks = fixture.eks();
    await eks.send(
      new TagResourceCommand({ resourceArn, tags: { tier: '2', env: 'prod' } }),
    );
    await eks.send(
      new UntagResourceCommand({ resourceArn, tagKeys: ['team', 'env'] }),
    );
    expect(
      (await eks.send(new ListTagsForResourceCommand({ resourceArn }))).tags,
    ).toEqual({ tier: '2' });
    await expect(
      eks.send(
        new ListTagsForResourceCommand({ resourceArn: `${resourceArn}x` }),
      ),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(
      eks.send(new ListTagsForResourceCommand({ resourceArn: 'x' })),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('allows changes based on the tags of the association', async () => {
    const { association } = await create({ tags: { team: 'shop' } });
    const update = (team: string) =>
      fixture
        .eks(
          fixture.user(team, [
            {
              Effect: 'Allow',
              Action: 'eks:UpdatePodIdentityAssociation',
              Resource: '*',
              Condition: { StringEquals: { 'aws:ResourceTag/team': team } },
            },
          ]),
        )
        .send(
          new UpdatePodIdentityAssociationCommand({
            clusterName,
            associationId: association?.associationId,
            disableSessionTags: true,
          }),
        );
    await expect(update('data')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect((await update('shop')).association?.disableSessionTags).toBe(true);
  });

  const passTo = (service: string) => ({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: roleArn,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });
  const getRole = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' };

  const createAs = (...statements: object[]) => {
    const keys = fixture.user('helper', [
      {
        Effect: 'Allow',
        Action: 'eks:CreatePodIdentityAssociation',
        Resource: '*',
      },
      ...statements,
    ]);
    return fixture
      .eks(keys)
      .send(new CreatePodIdentityAssociationCommand(ASSOCIATION));
  };

  it('allows creation with permission to get and pass the role', async () => {
    const { association } = await createAs(
      getRole,
      passTo('pods.eks.amazonaws.com'),
    );
    expect(association?.roleArn).toBe(roleArn);
  });

  it.each<[string, object, string]>([
    ['pass the role', getRole, 'iam:PassRole'],
    [
      'pass the role to EKS Pod Identity',
      passTo('ec2.amazonaws.com'),
      'iam:PassRole',
    ],
    ['read the role', passTo('pods.eks.amazonaws.com'), 'iam:GetRole'],
  ])('denies callers who may not %s', async (_, statement, missing) => {
    await expect(createAs(statement)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: ${missing} on resource: ${roleArn}`,
      ),
    });
  });
});
