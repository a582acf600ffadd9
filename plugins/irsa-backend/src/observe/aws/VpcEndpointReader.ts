import type { DescribeVpcEndpointsCommandOutput } from '@aws-sdk/client-ec2';
import {
  absent,
  found,
  objectsOf,
  optionalText,
  textOf,
  type ClusterConfig,
  type Observation,
} from '@backstage-irsa/core/model';
import {
  endpointService,
  type ObservedVpcEndpoint,
  type VpcEndpoints,
} from '@backstage-irsa/core/permissions';
import { readAws } from '../read';
import type { AwsClients } from './AwsClients';
import type { ClusterReader } from './ClusterReader';
import { loadEc2 } from './ec2';
import { RememberedAnswers } from './RememberedAnswers';

type Endpoint = NonNullable<
  DescribeVpcEndpointsCommandOutput['VpcEndpoints']
>[number];

type Recorder = (
  cluster: string,
  observation: Observation<VpcEndpoints>,
) => Promise<void>;

/**
 * How long an answer is remembered, in milliseconds. Questions about one cluster often follow each other, and AWS itself needs some minutes to apply
 * a changed policy.
 */
const REMEMBERED_MS = 60_000;

/** Reads the endpoints of the VPCs of clusters, and remembers successful answers for a minute. */
export class VpcEndpointReader {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #record: Recorder;
  readonly #answers = new RememberedAnswers<Observation<VpcEndpoints>>();

  constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    /** Stores what was read about the VPC of a cluster. */
    record: Recorder;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#record = options.record;
  }

  /** Returns the endpoints through which pods of the cluster call services. Absent if EKS names no VPC. */
  async of(config: ClusterConfig): Promise<Observation<VpcEndpoints>> {
    const { name } = config;
    const answer = await this.#answers.within(REMEMBERED_MS, name, async () => {
      const read = await this.#read(config);
      await this.#record(name, read);
      return read;
    });
    if (answer.state === 'unknown') this.#answers.forget(name, answer);
    return answer;
  }

  async #read(config: ClusterConfig): Promise<Observation<VpcEndpoints>> {
    const { accountId, region } = config;
    const cluster = await readAws('eks:DescribeCluster', () =>
      this.#clusters.describe(config),
    );
    if (cluster.state !== 'found') return cluster;
    const { vpcId } = cluster.value;
    if (vpcId === undefined) return absent();
    const owner = await readAws('ec2:DescribeVpcs', () =>
      this.#ownerOf(vpcId, { accountId, region }),
    );
    if (owner.state !== 'found') return owner;
    // The account that shares a VPC does not show its endpoints to the accounts that use the VPC.
    const home = { accountId: owner.value ?? accountId, region };
    const where =
      home.accountId === accountId ? '' : ` in account ${home.accountId}`;
    const endpoints = await readAws(
      'ec2:DescribeVpcEndpoints',
      () => this.#endpointsOf(vpcId, home),
      where,
    );
    return endpoints.state === 'found'
      ? found({ vpcId, region, endpoints: endpoints.value })
      : endpoints;
  }

  /** Returns the account that owns the VPC. Source: "Share your VPC subnets with other accounts", Amazon VPC User Guide. */
  async #ownerOf(
    vpcId: string,
    { accountId, region }: Home,
  ): Promise<string | undefined> {
    const { Vpcs } = await this.#aws
      .ec2(accountId, region)
      .send(new (loadEc2().DescribeVpcsCommand)({ VpcIds: [vpcId] }));
    return optionalText(objectsOf(Vpcs)[0]?.OwnerId);
  }

  async #endpointsOf(
    vpcId: string,
    { accountId, region }: Home,
  ): Promise<ObservedVpcEndpoint[]> {
    const pages = loadEc2().paginateDescribeVpcEndpoints(
      { client: this.#aws.ec2(accountId, region), pageSize: 1000 },
      {
        Filters: [
          { Name: 'vpc-id', Values: [vpcId] },
          { Name: 'vpc-endpoint-state', Values: ['available'] },
        ],
      },
    );
    const endpoints: ObservedVpcEndpoint[] = [];
    for await (const { VpcEndpoints: page } of pages) {
      endpoints.push(
        ...objectsOf(page).flatMap(one => observedEndpoint(one, region) ?? []),
      );
    }
    return endpoints;
  }
}

/** The account and region of a VPC. */
interface Home {
  accountId: string;
  region: string;
}

/** Converts an endpoint. Undefined if, with the SDK's defaults, no call of a pod uses it. */
function observedEndpoint(
  endpoint: Endpoint,
  region: string,
): ObservedVpcEndpoint | undefined {
  const type = usedAs(endpoint);
  const service = endpointService(textOf(endpoint.ServiceName), region);
  return type && service !== undefined
    ? {
        ...{ id: textOf(endpoint.VpcEndpointId), type, service },
        policy: textOf(endpoint.PolicyDocument),
      }
    : undefined;
}

/**
 * Returns the type of an endpoint that is in use. Routes lead to a gateway endpoint; the private DNS names of the service lead to an interface
 * endpoint.
 */
function usedAs({
  VpcEndpointType: type,
  RouteTableIds = [],
  PrivateDnsEnabled,
  DnsOptions,
}: Endpoint): ObservedVpcEndpoint['type'] | undefined {
  if (type === 'Gateway') return RouteTableIds.length > 0 ? type : undefined;
  return type === 'Interface' &&
    PrivateDnsEnabled === true &&
    DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint !== true
    ? type
    : undefined;
}
