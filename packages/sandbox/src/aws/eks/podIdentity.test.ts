import {
  CreateAddonCommand,
  CreatePodIdentityAssociationCommand,
  DeleteAddonCommand,
  DeletePodIdentityAssociationCommand,
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  ListAddonsCommand,
  ListPodIdentityAssociationsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../__testUtils__/policies';

const clusterName = 'prod-eu';
const roleArn = 'arn:aws:iam::111122223333:role/orders';
const ASSOCIATION = {
  clusterName,
  namespace: 'shop',
  serviceAccount: 'orders',
  roleArn,
};

const TRUST = policyOf({
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
});
const targetRoleArn = 'arn:aws:iam::444455556666:role/target';
const policy = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });

describe('EKS Pod Identity', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    for (const [RoleName, AssumeRolePolicyDocument] of Object.entries({
      orders: TRUST,
      'orders-2': TRUST,
      foreign: accountTrust('111122223333'),
    })) {
      await fixture
        .iam()
        .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
  });

  afterEach(async () => {
    fixture.cluster.podIdentityAssociations.clear();
    await fixture.close();
  });

  const create = (more: object = {}) =>
    fixture
      .eks()
      .send(
        new CreatePodIdentityAssociationCommand({ ...ASSOCIATION, ...more }),
      );

  it('makes an association, shows it, changes its role and takes it away', async () => {
    const { association } = await create({ tags: { team: 'shop' } });
    const associationId = association?.associationId ?? '';
    expect(association).toMatchObject({
      ...ASSOCIATION,
      associationArn: `arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod-eu/${associationId}`,
      associationId: expect.stringMatching(/^a-[a-z0-9]{17}$/),
      createdAt: expect.any(Date),
      disableSessionTags: false,
      tags: { team: 'shop' },
    });
    const eks = fixture.eks();
    const ref = { clusterName, associationId };
    const other = `${roleArn}-2`;
    await eks.send(
      new UpdatePodIdentityAssociationCommand({ ...ref, roleArn: other }),
    );
    expect(
      (await eks.send(new DescribePodIdentityAssociationCommand(ref)))
        .association?.roleArn,
    ).toBe(other);
    await eks.send(new DeletePodIdentityAssociationCommand(ref));
    await expect(
      eks.send(new DescribePodIdentityAssociationCommand(ref)),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('lists associations page by page, of a namespace and of a ServiceAccount', async () => {
    await create();
    await create({ serviceAccount: 'search' });
    await create({ namespace: 'data' });
    const list = async (filter: object) => {
      const answer = await fixture
        .eks()
        .send(
          new ListPodIdentityAssociationsCommand({ clusterName, ...filter }),
        );
      return answer;
    };
    const names = async (filter: object) =>
      (await list(filter)).associations
        ?.map(({ namespace, serviceAccount }) => [namespace, serviceAccount])
        .sort();
    expect(await names({})).toHaveLength(3);
    expect(await names({ namespace: 'shop' })).toEqual([
      ['shop', 'orders'],
      ['shop', 'search'],
    ]);
    expect(
      await names({ namespace: 'shop', serviceAccount: 'search' }),
    ).toEqual([['shop', 'search']]);
    const first = await list({ maxResults: 2 });
    const second = await list({ nextToken: first.nextToken });
    expect([first.associations?.length, second.associations?.length]).toEqual([
      2, 1,
    ]);
  });

  it.each<[string, object, string, string]>([
    [
      'a second one',
      {},
      'ResourceInUseException',
      'Association already exists: a-',
    ],
    [
      'what is no role',
      { roleArn: 'orders' },
      'InvalidParameterException',
      'Role ARN orders is not valid',
    ],
    [
      'a role that is not there',
      { roleArn: `${roleArn}-3` },
      'InvalidParameterException',
      'Role provided in the request does not exist.',
    ],
    [
      'a role that does not trust EKS Pod Identity',
      { roleArn: 'arn:aws:iam::111122223333:role/foreign' },
      'InvalidParameterException',
      'Trust policy of the role provided is invalid',
    ],
    [
      'a target that is no role',
      { targetRoleArn: 'target' },
      'InvalidParameterException',
      'Role ARN target is not valid',
    ],
    [
      'a session policy with session tags',
      { policy },
      'InvalidParameterException',
      'disableSessionTags must be set to true',
    ],
    [
      'a session policy that is none',
      { policy: '{}', disableSessionTags: true },
      'InvalidParameterException',
      '',
    ],
    [
      'a tag of AWS',
      { tags: { 'aws:cloudformation:stack-name': 'x' } },
      'InvalidParameterException',
      'reserved',
    ],
    [
      'too many tags',
      {
        tags: Object.fromEntries(
          Array.from({ length: 51 }, (_, n) => [`t${n}`, 'x']),
        ),
      },
      'InvalidParameterException',
      '50 tags',
    ],
    [
      'a role of another account',
      { roleArn: 'arn:aws:iam::444455556666:role/orders' },
      'AccessDeniedException',
      'Cross-account pass role is not allowed.',
    ],
    [
      'an unknown cluster',
      { clusterName: 'x' },
      'ResourceNotFoundException',
      'No cluster found',
    ],
  ])('refuses %s', async (_, more, name, message) => {
    await create();
    await expect(create(more)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('answers the same request again with the same association, and refuses another with its token', async () => {
    const token = { clientRequestToken: 'token-1' };
    const first = await create(token);
    expect((await create(token)).association).toEqual(first.association);
    await expect(
      create({ ...token, roleArn: `${roleArn}-2` }),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('names an external ID while there is a target role', async () => {
    const { association } = await create({ targetRoleArn });
    expect(association).toMatchObject({
      targetRoleArn,
      externalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const update = async (more: object) => {
      const answer = await fixture.eks().send(
        new UpdatePodIdentityAssociationCommand({
          clusterName,
          associationId: association?.associationId,
          ...more,
        }),
      );
      return answer.association;
    };
    expect(
      (await update({ targetRoleArn: `${targetRoleArn}-2` }))?.externalId,
    ).toBe(association?.externalId);
    expect(await update({ disableSessionTags: true, policy })).toMatchObject({
      policy,
      disableSessionTags: true,
      targetRoleArn: `${targetRoleArn}-2`,
    });
    const without = await update({ targetRoleArn: '', policy: '' });
    expect(without).not.toHaveProperty('externalId');
    expect(without).not.toHaveProperty('policy');
    await expect(update({})).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(
      update({ disableSessionTags: false, policy }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('has tags that can be changed', async () => {
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

  it('lets those change it whom its tags let', async () => {
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

  it.each<[string, object[], string]>([
    ['pass the role on', [getRole], 'iam:PassRole'],
    [
      'pass the role on to EKS Pod Identity',
      [getRole, passTo('ec2.amazonaws.com')],
      'iam:PassRole',
    ],
    ['look at the role', [passTo('pods.eks.amazonaws.com')], 'iam:GetRole'],
    ['do both', [getRole, passTo('pods.eks.amazonaws.com')], ''],
  ])('lets only those make one who may %s', async (_, statements, missing) => {
    const keys = fixture.user('helper', [
      {
        Effect: 'Allow',
        Action: 'eks:CreatePodIdentityAssociation',
        Resource: '*',
      },
      ...statements,
    ]);
    const made = fixture
      .eks(keys)
      .send(new CreatePodIdentityAssociationCommand(ASSOCIATION))
      .then(
        () => '',
        error => error.message,
      );
    expect(await made).toEqual(
      missing &&
        expect.stringContaining(
          `is not authorized to perform: ${missing} on resource: ${roleArn}`,
        ),
    );
  });

  it('has its agent installed, which can be taken away and put back', async () => {
    const eks = fixture.eks();
    const agent = { clusterName, addonName: 'eks-pod-identity-agent' };
    expect(
      (await eks.send(new ListAddonsCommand({ clusterName }))).addons,
    ).toEqual([agent.addonName]);
    expect(
      (await eks.send(new DescribeAddonCommand(agent))).addon,
    ).toMatchObject({
      ...agent,
      status: 'ACTIVE',
      addonVersion: expect.stringMatching(/^v1\./),
      health: { issues: [] },
    });
    await expect(eks.send(new CreateAddonCommand(agent))).rejects.toMatchObject(
      { name: 'ResourceInUseException' },
    );
    await eks.send(new DeleteAddonCommand(agent));
    await expect(
      eks.send(new DescribeAddonCommand(agent)),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await eks.send(new CreateAddonCommand(agent));
    expect(
      (await eks.send(new DescribeAddonCommand(agent))).addon?.status,
    ).toBe('ACTIVE');
  });
});
