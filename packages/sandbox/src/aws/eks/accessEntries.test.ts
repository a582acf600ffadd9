import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eks';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

const clusterName = 'prod-eu';
const principalArn = 'arn:aws:iam::111122223333:role/team/deployer';
const ENTRY = { clusterName, principalArn };
const VIEW = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const EDIT = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy';

describe('EKS access entries', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
  });

  afterEach(async () => {
    fixture.cluster.accessEntries.clear();
    await fixture.close();
  });

  const create = (more: object = {}) =>
    fixture.eks().send(new CreateAccessEntryCommand({ ...ENTRY, ...more }));

  it('are created, described, listed, and deleted', async () => {
    const eks = fixture.eks();
    await create({ kubernetesGroups: ['deployers'], tags: { team: 'shop' } });
    const { accessEntry } = await eks.send(
      new DescribeAccessEntryCommand(ENTRY),
    );
    expect(accessEntry).toMatchObject({
      ...ENTRY,
      type: 'STANDARD',
      kubernetesGroups: ['deployers'],
      username:
        'arn:aws:sts::111122223333:assumed-role/deployer/{{SessionName}}',
      tags: { team: 'shop' },
      createdAt: expect.any(Date),
    });
    expect(accessEntry?.accessEntryArn).toMatch(
      /^arn:aws:eks:eu-west-1:111122223333:access-entry\/prod-eu\/role\/111122223333\/deployer\/[0-9a-f-]{36}$/,
    );
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await eks.send(
      new TagResourceCommand({
        resourceArn: accessEntry?.accessEntryArn,
        tags: { tier: '1' },
      }),
    );
    await eks.send(new DeleteAccessEntryCommand(ENTRY));
    await expect(
      eks.send(new DescribeAccessEntryCommand(ENTRY)),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    ['EC2_LINUX', 'system:node:{{EC2PrivateDNSName}}'],
    ['FARGATE_LINUX', 'system:node:{{SessionName}}'],
    ['HYBRID_LINUX', 'system:node:{{SessionName}}'],
  ])('have a user name for nodes of type %s', async (type, username) => {
    const { accessEntry } = await create({ type });
    expect(accessEntry).toMatchObject({
      ...{ type, username, kubernetesGroups: ['system:nodes'] },
    });
  });

  it('are listed in pages and by their access policy', async () => {
    const eks = fixture.eks();
    const user = 'arn:aws:iam::111122223333:user/dev';
    await create();
    await create({ principalArn: user });
    const first = await eks.send(
      new ListAccessEntriesCommand({ clusterName, maxResults: 1 }),
    );
    const second = await eks.send(
      new ListAccessEntriesCommand({
        clusterName,
        maxResults: 1,
        nextToken: first.nextToken,
      }),
    );
    expect([first.accessEntries, second.accessEntries]).toEqual([
      [principalArn],
      [user],
    ]);
    expect(second.nextToken).toBeUndefined();
    await eks.send(
      new AssociateAccessPolicyCommand({
        ...ENTRY,
        policyArn: VIEW,
        accessScope: { type: 'cluster' },
      }),
    );
    expect(
      await eks.send(
        new ListAccessEntriesCommand({
          clusterName,
          associatedPolicyArn: VIEW,
        }),
      ),
    ).toMatchObject({ accessEntries: [principalArn] });
  });

  it('have access policies for the cluster or for namespaces', async () => {
    const eks = fixture.eks();
    await create();
    const associate = (policyArn: string, accessScope: object) =>
      eks.send(
        new AssociateAccessPolicyCommand({ ...ENTRY, policyArn, accessScope }),
      );
    const policies = async () =>
      (await eks.send(new ListAssociatedAccessPoliciesCommand(ENTRY)))
        .associatedAccessPolicies;
    await associate(VIEW, { type: 'cluster' });
    await associate(EDIT, { type: 'namespace', namespaces: ['shop', 'data'] });
    expect(await policies()).toMatchObject([
      {
        policyArn: EDIT,
        accessScope: { type: 'namespace', namespaces: ['shop', 'data'] },
      },
      { policyArn: VIEW, accessScope: { type: 'cluster', namespaces: [] } },
    ]);
    await eks.send(
      new DisassociateAccessPolicyCommand({ ...ENTRY, policyArn: EDIT }),
    );
    expect((await policies())?.map(({ policyArn }) => policyArn)).toEqual([
      VIEW,
    ]);
    await expect(associate(EDIT, { type: 'namespace' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(
      associate('arn:aws:iam::aws:policy/ReadOnlyAccess', { type: 'cluster' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it.each([
    { principalArn: 'arn:aws:iam::111122223333:root' },
    { type: 'OTHER' },
    { type: 'EC2_LINUX', kubernetesGroups: ['deployers'] },
    { kubernetesGroups: ['system:masters'] },
  ])('reject %j', async wish => {
    await expect(create(wish)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('are readable only with permission', async () => {
    await create({ tags: { team: 'shop' } });
    const keys = fixture.user('reader', [
      {
        Effect: 'Allow',
        Action: 'eks:DescribeAccessEntry',
        Resource:
          'arn:aws:eks:eu-west-1:111122223333:access-entry/prod-eu/role/*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } },
      },
    ]);
    const reader = fixture.eks(keys);
    await reader.send(new DescribeAccessEntryCommand(ENTRY));
    await expect(
      reader.send(new ListAccessEntriesCommand({ clusterName })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('eks:ListAccessEntries'),
    });
    await expect(
      reader.send(new ListAssociatedAccessPoliciesCommand(ENTRY)),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
