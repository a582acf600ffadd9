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

const clusterName = 'prod-eu';
const roleArn = 'arn:aws:iam::111122223333:role/orders';
const ASSOCIATION = {
  clusterName,
  namespace: 'shop',
  serviceAccount: 'orders',
  roleArn,
};

describe('EKS Pod Identity', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
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

  it.each<[string, object, string]>([
    ['a second one', {}, 'ResourceInUseException'],
    ['what is no role', { roleArn: 'orders' }, 'InvalidParameterException'],
    [
      'a role of another account',
      { roleArn: 'arn:aws:iam::444455556666:role/orders' },
      'AccessDeniedException',
    ],
    ['an unknown cluster', { clusterName: 'x' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_, more, name) => {
    await create();
    await expect(create(more)).rejects.toMatchObject({ name });
  });

  it('lets only those make one who may pass the role on', async () => {
    const keys = fixture.user('helper', [
      {
        Effect: 'Allow',
        Action: 'eks:CreatePodIdentityAssociation',
        Resource: '*',
      },
    ]);
    await expect(
      fixture
        .eks(keys)
        .send(new CreatePodIdentityAssociationCommand(ASSOCIATION)),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: iam:PassRole on resource: ${roleArn}`,
      ),
    });
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
