import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

describe('EKS', () => {
  let fixture: AwsFixture;

  beforeAll(async () => {
    fixture = await startAwsFixture();
  });

  afterAll(() => fixture.close());

  it('describes a cluster with its issuer, endpoint, and certificate authority', async () => {
    const { cluster } = await fixture
      .eks()
      .send(new DescribeClusterCommand({ name: 'prod-eu' }));
    expect(cluster).toMatchObject({
      name: 'prod-eu',
      arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
      status: 'ACTIVE',
      createdAt: expect.any(Date),
      identity: { oidc: { issuer: fixture.cluster.issuer } },
    });
    const authority = Buffer.from(
      cluster?.certificateAuthority?.data ?? '',
      'base64',
    ).toString();
    expect(authority).toBe(fixture.cluster.certificateAuthority);
    expect(authority).toContain('BEGIN CERTIFICATE');
  });

  it('lists only the clusters of the account and region', async () => {
    expect(
      (await fixture.eks().send(new ListClustersCommand({}))).clusters,
    ).toEqual(['prod-eu']);
    const staging = fixture.eks(fixture.stagingAdministrator);
    expect((await staging.send(new ListClustersCommand({}))).clusters).toEqual(
      [],
    );
    await expect(
      staging.send(new DescribeClusterCommand({ name: 'prod-eu' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('rejects the keys of an account that has not enabled the region', async () => {
    const account = fixture.world.accounts.get('111122223333')!;
    account.disabledRegions = new Set(['eu-west-1']);
    await expect(
      fixture.eks().send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    delete account.disabledRegions;
  });

  it('says that a cluster does not exist', async () => {
    await expect(
      fixture.eks().send(new DescribeClusterCommand({ name: 'ghost' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No cluster found for name: ghost.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('lists node groups page by page and describes one with its role', async () => {
    const eks = fixture.eks();
    const first = await eks.send(
      new ListNodegroupsCommand({ clusterName: 'prod-eu', maxResults: 1 }),
    );
    const second = await eks.send(
      new ListNodegroupsCommand({
        clusterName: 'prod-eu',
        nextToken: first.nextToken,
      }),
    );
    expect([first.nodegroups, second.nodegroups]).toEqual([
      ['general'],
      ['memory'],
    ]);
    expect(second.nextToken).toBeUndefined();
    const { nodegroup } = await eks.send(
      new DescribeNodegroupCommand({
        clusterName: 'prod-eu',
        nodegroupName: 'general',
      }),
    );
    expect(nodegroup).toMatchObject({
      nodeRole: 'arn:aws:iam::111122223333:role/nodes',
      scalingConfig: { desiredSize: 2 },
      status: 'ACTIVE',
    });
    await expect(
      eks.send(
        new DescribeNodegroupCommand({
          clusterName: 'prod-eu',
          nodegroupName: 'ghost',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No node group found for name: ghost.',
    });
  });

  it('rejects a page size of 101', async () => {
    await expect(
      fixture.eks().send(new ListClustersCommand({ maxResults: 101 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
