import {
  CreateAddonCommand,
  CreatePodIdentityAssociationCommand,
  DeleteAddonCommand,
  DeletePodIdentityAssociationCommand,
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  ListAddonsCommand,
  ListPodIdentityAssociationsCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import {
  ASSOCIATION,
  clusterName,
  makeAssociationRoles,
  roleArn,
} from '../__testUtils__/association';
import { policyOf } from '../__testUtils__/policies';

const targetRoleArn = 'arn:aws:iam::444455556666:role/target';
const policy = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });

describe('EKS Pod Identity', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await makeAssociationRoles(fixture);
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

  it('creates an association, describes it, changes its role, and deletes it', async () => {
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

  it('still lists a deleted association during propagation, and creates no other meanwhile', async () => {
    fixture.world.propagation.set({ associations: 200 });
    const { association } = await create();
    const associationId = association?.associationId ?? '';
    const eks = fixture.eks();
    await eks.send(
      new DeletePodIdentityAssociationCommand({ clusterName, associationId }),
    );
    const listed = await eks.send(
      new ListPodIdentityAssociationsCommand({ clusterName }),
    );
    expect(listed.associations).toMatchObject([{ associationId }]);
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Association already exists: ${associationId}`,
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect((await create()).association?.associationId).not.toBe(associationId);
  });

  it('lists a new association only after its propagation, and creates no other meanwhile', async () => {
    fixture.world.propagation.set({ newAssociations: 200 });
    const { association } = await create();
    const list = async () =>
      (
        await fixture
          .eks()
          .send(new ListPodIdentityAssociationsCommand({ clusterName }))
      ).associations?.map(({ associationId }) => associationId);
    expect(await list()).toEqual([]);
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await list()).toEqual([association?.associationId]);
  });

  it('lists associations page by page, by namespace and by ServiceAccount', async () => {
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
      'a second association for the same ServiceAccount',
      {},
      'ResourceInUseException',
      'Association already exists: a-',
    ],
    [
      'a role ARN that is not valid',
      { roleArn: 'orders' },
      'InvalidParameterException',
      'Role ARN orders is not valid',
    ],
    [
      'a role that does not exist',
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
      'a target role ARN that is not valid',
      { targetRoleArn: 'target' },
      'InvalidParameterException',
      'Role ARN target is not valid',
    ],
    [
      'a session policy while session tags are enabled',
      { policy },
      'InvalidParameterException',
      'disableSessionTags must be set to true',
    ],
    [
      'a session policy that is not valid',
      { policy: '{}', disableSessionTags: true },
      'InvalidParameterException',
      '',
    ],
    [
      'a tag key that is reserved for AWS',
      { tags: { 'aws:cloudformation:stack-name': 'x' } },
      'InvalidParameterException',
      'reserved',
    ],
    [
      'more than 50 tags',
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
  ])('rejects %s', async (_, more, name, message) => {
    await create();
    await expect(create(more)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('returns the same association for a repeated request, and rejects a different request with its token', async () => {
    const token = { clientRequestToken: 'token-1' };
    const first = await create(token);
    expect((await create(token)).association).toEqual(first.association);
    await expect(
      create({ ...token, roleArn: `${roleArn}-2` }),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('has an external ID as long as there is a target role', async () => {
    const { association } = await create({ targetRoleArn });
    expect(association).toMatchObject({
      targetRoleArn,
      externalId: expect.stringMatching(
        /^eu-west-1\/111122223333\/prod-eu\/[a-z-]+\/[a-z-]+$/,
      ),
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

  it('starts with its agent installed, which can be removed and installed again', async () => {
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
