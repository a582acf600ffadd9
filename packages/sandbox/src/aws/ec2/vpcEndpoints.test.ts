import { CreatePodIdentityAssociationCommand } from '@aws-sdk/client-eks';
import {
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type DescribeVpcEndpointsCommandInput,
} from '@aws-sdk/client-ec2';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { policyOf } from '../__testUtils__/policies';
import {
  POD,
  PodFixture,
  podTrust,
  PROD,
  STAGING,
} from '../__testUtils__/podFixture';
import type { VpcEndpoint } from '../../state/cluster';

const everyone = { Effect: 'Allow', Principal: '*', Action: '*' };
const endpointWith = (
  change: Partial<VpcEndpoint>,
  ...statements: object[]
): VpcEndpoint => ({
  ...{ id: 'vpce-0a', type: 'Gateway', state: 'available' },
  serviceName: 'com.amazonaws.eu-west-1.s3',
  routeTableIds: ['rtb-0a'],
  policy: policyOf(...statements),
  createdAt: new Date(),
  ...change,
});

describe('the VPC of a cluster', () => {
  let fixture: AwsFixture;
  beforeAll(async () => {
    fixture = await startAwsFixture();
    fixture.cluster.vpc.endpoints = [
      endpointWith({}, everyone),
      endpointWith(
        {
          ...{ id: 'vpce-0b', type: 'Interface', privateDns: true },
          serviceName: 'com.amazonaws.eu-west-1.sqs',
          routeTableIds: undefined,
          onlyForInboundResolver: true,
        },
        everyone,
      ),
      endpointWith({ id: 'vpce-0c', state: 'pending' }, everyone),
    ];
  });
  afterEach(() => {
    fixture.cluster.vpc.ownerId = PROD;
  });
  afterAll(async () => {
    fixture.cluster.vpc.endpoints = [];
    await fixture.close();
  });

  const endpoints = async (
    input: DescribeVpcEndpointsCommandInput = {},
    keys?: Parameters<AwsFixture['ec2']>[0],
  ) => fixture.ec2(keys).send(new DescribeVpcEndpointsCommand(input));
  const ids = async (...asked: Parameters<typeof endpoints>) =>
    (await endpoints(...asked)).VpcEndpoints?.map(
      ({ VpcEndpointId }) => VpcEndpointId,
    );

  it('lists its endpoints with their policies', async () => {
    const { VpcEndpoints } = await endpoints();
    expect(VpcEndpoints).toEqual([
      expect.objectContaining({
        VpcEndpointId: 'vpce-0a',
        VpcEndpointType: 'Gateway',
        VpcId: fixture.cluster.vpc.id,
        State: 'available',
        ServiceName: 'com.amazonaws.eu-west-1.s3',
        RouteTableIds: ['rtb-0a'],
        PrivateDnsEnabled: false,
        PolicyDocument: policyOf(everyone),
        OwnerId: PROD,
      }),
      expect.objectContaining({
        VpcEndpointId: 'vpce-0b',
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        DnsOptions: {
          DnsRecordIpType: 'ipv4',
          PrivateDnsOnlyForInboundResolverEndpoint: true,
        },
      }),
      expect.objectContaining({ VpcEndpointId: 'vpce-0c', State: 'pending' }),
    ]);
  });

  it.each([
    [[{ Name: 'vpc-endpoint-state', Values: ['available'] }], ['a', 'b']],
    [[{ Name: 'vpc-endpoint-type', Values: ['Interface'] }], ['b']],
    [[{ Name: 'service-name', Values: ['*.s3'] }], ['a', 'c']],
    [[{ Name: 'vpc-id', Values: ['vpc-other'] }], []],
  ])('filters them by %j', async (Filters, wanted) => {
    expect(await ids({ Filters })).toEqual(wanted.map(id => `vpce-0${id}`));
  });

  it('lists them in pages and by ID', async () => {
    const { VpcEndpoints, NextToken } = await endpoints({ MaxResults: 2 });
    expect(VpcEndpoints).toHaveLength(2);
    expect(await ids({ MaxResults: 2, NextToken })).toEqual(['vpce-0c']);
    expect(await ids({ VpcEndpointIds: ['vpce-0b'] })).toEqual(['vpce-0b']);
    await expect(
      endpoints({ VpcEndpointIds: ['vpce-0d'] }),
    ).rejects.toMatchObject({ name: 'InvalidVpcEndpointId.NotFound' });
    await expect(
      endpoints({ Filters: [{ Name: 'color', Values: ['red'] }] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('lists them only for the account that owns it', async () => {
    fixture.cluster.vpc.ownerId = STAGING;
    const { id } = fixture.cluster.vpc;
    const { Vpcs } = await fixture
      .ec2()
      .send(new DescribeVpcsCommand({ VpcIds: [id] }));
    expect(Vpcs).toEqual([
      expect.objectContaining({ VpcId: id, OwnerId: STAGING }),
    ]);
    expect(await ids()).toEqual([]);
    expect(await ids({}, fixture.stagingAdministrator)).toHaveLength(3);
    await expect(
      fixture.ec2().send(new DescribeVpcsCommand({ VpcIds: ['vpc-0'] })),
    ).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
  });
});

describe('the policy of a VPC endpoint', () => {
  let fixture: PodFixture;
  let read: () => Promise<unknown>;

  beforeAll(async () => {
    fixture = await PodFixture.start();
    const role = fixture.role(
      'reader',
      [podTrust(fixture.cluster)],
      [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    );
    await fixture.eks().send(
      new CreatePodIdentityAssociationCommand({
        ...{ clusterName: 'prod-eu', ...POD },
        roleArn: role.arn,
      }),
    );
    const object = { Bucket: 'orders-uploads', Key: 'a' };
    await fixture
      .s3(fixture.administrator())
      .send(new PutObjectCommand({ ...object, Body: 'a' }));
    const s3 = fixture.s3(await fixture.keys(fixture.pod('reader')));
    read = () => s3.send(new HeadObjectCommand(object));
  });
  afterAll(() => fixture.close());

  const others = { ...everyone, Resource: 'arn:aws:s3:::others/*' };
  const anything = { ...everyone, Resource: '*' };
  it.each<[string, VpcEndpoint[], boolean]>([
    [
      'allows every request if it is the default policy',
      [endpointWith({}, anything)],
      true,
    ],
    [
      'refuses a request that it does not allow',
      [endpointWith({}, others)],
      false,
    ],
    [
      'refuses a request that it denies',
      [endpointWith({}, anything, { ...anything, Effect: 'Deny' })],
      false,
    ],
    [
      'does not apply if no route table leads to the endpoint',
      [endpointWith({ routeTableIds: [] }, others)],
      true,
    ],
    [
      'does not apply if the endpoint is for another service',
      [endpointWith({ serviceName: 'com.amazonaws.eu-west-1.sqs' }, others)],
      true,
    ],
    [
      'matches only the root user by an account principal at a gateway endpoint',
      [endpointWith({}, { ...anything, Principal: { AWS: PROD } })],
      false,
    ],
    [
      'matches all principals of an account by an account principal at an interface endpoint',
      [
        endpointWith(
          { type: 'Interface', privateDns: true },
          { ...anything, Principal: { AWS: PROD } },
        ),
      ],
      true,
    ],
    [
      'matches aws:SourceVpce with the ID of its own endpoint',
      [
        endpointWith(
          {},
          {
            ...anything,
            Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a' } },
          },
        ),
      ],
      true,
    ],
  ])('%s', async (_, endpoints, isAllowed) => {
    fixture.cluster.vpc.endpoints = endpoints;
    const answer = await read().catch((error: unknown) => error);
    expect(answer).toMatchObject({
      $metadata: { httpStatusCode: isAllowed ? 200 : 403 },
    });
  });

  it('does not apply to callers outside the VPC', async () => {
    fixture.cluster.vpc.endpoints = [endpointWith({}, others)];
    const head = fixture
      .s3(fixture.administrator())
      .send(new HeadObjectCommand({ Bucket: 'orders-uploads', Key: 'a' }));
    await expect(head).resolves.toMatchObject({ ContentLength: 1 });
  });
});
