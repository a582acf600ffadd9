import { certificatesOf } from '../certificates';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { isEksIssuer, partitionOf } from '@backstage-irsa/core/arn';
import {
  optionalText,
  textOf,
  type ClusterConfig,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './AwsClients';

/** A cluster made again has another issuer and endpoint: what EKS said counts for this long, in milliseconds. */
const FRESH_MS = 60_000;

/** For how long what EKS said is good enough of clusters beside the one that is looked at: with 300 clusters each look would else ask 300 times. */
const LATELY_MS = 60 * 60_000;

/** By which EKS knows a cluster. */
type EksPlace = Pick<ClusterConfig, 'accountId' | 'region' | 'eksName'>;

interface Answer {
  at: number;
  answer: Promise<ObservedCluster>;
  /** Once EKS has answered. */
  issuer?: string;
}

/** Asks EKS about clusters, and remembers the answer for a minute. */
export class ClusterReader {
  readonly #aws: AwsClients;
  readonly #answers = new Map<string, Answer>();

  constructor(options: { aws: AwsClients }) {
    this.#aws = options.aws;
  }

  /** What EKS says of the cluster, or said within the last minute. @throws as `describeNow` */
  describe(cluster: EksPlace): Promise<ObservedCluster> {
    return this.#within(FRESH_MS, cluster);
  }

  /** What EKS says of the cluster, or said within the last hour. @throws as `describeNow` */
  lately(cluster: EksPlace): Promise<ObservedCluster> {
    return this.#within(LATELY_MS, cluster);
  }

  /** The issuer, as `lately` tells it. Where it is known it is no promise, since each scan asks for the issuers of all clusters. @throws as `describeNow` */
  issuer(cluster: EksPlace): string | Promise<string> {
    const known = this.#known(LATELY_MS, cluster)?.issuer;
    return known ?? this.lately(cluster).then(({ issuer }) => issuer);
  }

  /**
   * What EKS says of the cluster now.
   *
   * @throws what EKS answers, such as ResourceNotFoundException; Error - when the answer is incomplete, as while a cluster is being made.
   */
  describeNow(cluster: EksPlace): Promise<ObservedCluster> {
    const key = keyOf(cluster);
    const said: Answer = { at: Date.now(), answer: this.#ask(cluster) };
    this.#answers.set(key, said);
    said.answer.then(
      ({ issuer }) => {
        said.issuer = issuer;
      },
      () => this.#answers.delete(key),
    );
    return said.answer;
  }

  #within(ms: number, cluster: EksPlace): Promise<ObservedCluster> {
    return this.#known(ms, cluster)?.answer ?? this.describeNow(cluster);
  }

  #known(ms: number, cluster: EksPlace): Answer | undefined {
    const known = this.#answers.get(keyOf(cluster));
    return known && Date.now() - known.at < ms ? known : undefined;
  }

  async #ask(config: EksPlace): Promise<ObservedCluster> {
    const { cluster } = await this.#aws
      .eks(config.accountId, config.region)
      .send(new DescribeClusterCommand({ name: config.eksName }));
    const arn = textOf(cluster?.arn);
    const issuer = textOf(cluster?.identity?.oidc?.issuer);
    const caData = textOf(cluster?.certificateAuthority?.data);
    const endpoint = textOf(cluster?.endpoint);
    if (!arn || !issuer || !caData || !endpoint) {
      throw new Error(
        `EKS does not name the issuer, endpoint and certificate authority of cluster ${config.eksName} (status ${cluster?.status}).`,
      );
    }
    const nodeRoleArn = optionalText(cluster?.computeConfig?.nodeRoleArn);
    const vpcId = optionalText(cluster?.resourcesVpcConfig?.vpcId);
    return {
      arn,
      accountId: config.accountId,
      region: config.region,
      partition: partitionOf(config.region).id,
      issuer: checkIssuer(issuer, config),
      endpoint,
      caData,
      caCertificates: certificatesOf(caData),
      version: textOf(cluster?.version),
      autoMode: cluster?.computeConfig?.enabled === true,
      ...(nodeRoleArn !== undefined && { autoModeNodeRoleArn: nodeRoleArn }),
      ...(vpcId !== undefined && { vpcId }),
    };
  }
}

function keyOf({ accountId, region, eksName }: EksPlace): string {
  return `${accountId}/${region}/${eksName}`;
}

/** Only issuers that EKS itself hosts, since the trust policy is built on it. */
function checkIssuer(issuer: string, config: EksPlace): string {
  if (isEksIssuer(config.region, issuer)) return issuer;
  throw new Error(
    `The issuer of cluster ${config.eksName} is ${issuer}, which is not an issuer of EKS in ${config.region}.`,
  );
}
