import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { addNodeGroup } from '../../company/nodes';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

describe('EC2', () => {
  let fixture: AwsFixture;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    fixture.cluster.nodeGroups = [];
    const group = { instanceType: 'm6i.large', createdAt: new Date() };
    addNodeGroup(fixture.prod, fixture.cluster, {
      ...group,
      name: 'careful',
      roleName: 'careful-node',
      size: 4,
      hopLimit: 1,
    });
    addNodeGroup(fixture.prod, fixture.cluster, {
      ...group,
      name: 'plain',
      roleName: 'plain-node',
      size: 3,
    });
  });

  afterAll(() => fixture.close());

  const describeInstances = (
    input: DescribeInstancesCommandInput = {},
    keys?: Parameters<AwsFixture['ec2']>[0],
  ) => fixture.ec2(keys).send(new DescribeInstancesCommand(input));

  const instances = async (...Filters: { Name: string; Values: string[] }[]) =>
    ((await describeInstances({ Filters })).Reservations ?? []).flatMap(
      reservation => reservation.Instances ?? [],
    );

  it('lists the instances of node groups with the hop limit of their metadata service', async () => {
    const shown = await instances(
      { Name: 'tag:eks:cluster-name', Values: ['prod-eu'] },
      { Name: 'instance-state-name', Values: ['pending', 'running'] },
    );
    const groups = shown.map(({ Tags = [], MetadataOptions }) => [
      Tags.find(({ Key }) => Key === 'eks:nodegroup-name')?.Value,
      MetadataOptions?.HttpPutResponseHopLimit,
    ]);
    expect(groups.sort()).toEqual([
      ...Array.from({ length: 4 }, () => ['careful', 1]),
      ...Array.from({ length: 3 }, () => ['plain', 2]),
    ]);
    expect(shown[0]).toMatchObject({
      InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      State: { Code: 16, Name: 'running' },
      LaunchTime: expect.any(Date),
      Placement: {
        AvailabilityZone: expect.stringMatching(/^eu-west-1[abc]$/),
      },
      IamInstanceProfile: {
        Arn: expect.stringContaining(':instance-profile/eks-'),
      },
      MetadataOptions: { State: 'applied', HttpTokens: 'required' },
    });
  });

  it.each([
    [{ Name: 'tag:eks:nodegroup-name', Values: ['pl*'] }, 3],
    [{ Name: 'tag-key', Values: ['kubernetes.io/cluster/prod-??'] }, 7],
    [{ Name: 'tag:eks:cluster-name', Values: ['other'] }, 0],
    [{ Name: 'instance-state-name', Values: ['terminated'] }, 0],
    [{ Name: 'instance-type', Values: ['m6i.large'] }, 7],
  ])('filters by %j', async (filter, count) => {
    expect(await instances(filter)).toHaveLength(count);
  });

  it('lists instances in pages and by ID', async () => {
    const first = await describeInstances({ MaxResults: 5 });
    const second = await describeInstances({
      MaxResults: 5,
      NextToken: first.NextToken,
    });
    const ids = [first, second].map(({ Reservations = [] }) =>
      Reservations.flatMap(({ Instances = [] }) => Instances).map(
        ({ InstanceId }) => InstanceId ?? '',
      ),
    );
    expect(ids.map(({ length }) => length)).toEqual([5, 2]);
    expect(new Set(ids.flat()).size).toBe(7);
    expect(second.NextToken).toBeUndefined();
    const one = await describeInstances({ InstanceIds: [ids[0][0]] });
    expect(one.Reservations).toHaveLength(1);
  });

  it.each([
    [{ MaxResults: 2 }, 'InvalidParameterValue'],
    [
      { Filters: [{ Name: 'color', Values: ['red'] }] },
      'InvalidParameterValue',
    ],
    [{ InstanceIds: ['i-0'] }, 'InvalidInstanceID.NotFound'],
  ])('rejects %j', async (input, name) => {
    await expect(describeInstances(input)).rejects.toMatchObject({ name });
  });

  it("requires permission, and covers only the caller's account", async () => {
    await expect(
      describeInstances({}, fixture.user('nobody', [])),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining(
        'is not authorized to perform: ec2:DescribeInstances',
      ),
    });
    await expect(
      describeInstances(
        {},
        { ...fixture.administrator, secretAccessKey: 'wrong' },
      ),
    ).rejects.toMatchObject({ name: 'AuthFailure' });
    const other = await describeInstances({}, fixture.stagingAdministrator);
    expect(other.Reservations).toEqual([]);
  });
});
