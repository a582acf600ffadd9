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

/** How long an EKS answer is valid, in milliseconds. A recreated cluster has another issuer and endpoint. */
const FRESH_MS = 60_000;

/**
 * How long an EKS answer is valid for clusters other than the observed one, in milliseconds. Otherwise, with 300 clusters, each look would make 300
 * calls.
 */
const LATELY_MS = 60 * 60_000;

/** The fields that identify a cluster in EKS. */
type EksPlace = Pick<ClusterConfig, 'accountId' | 'region' | 'eksName'>;

interface Answer {
  at: number;
  answer: Promise<ObservedCluster>;
  /** The issuer. Set once EKS has answered. */
  issuer?: string;
}

/** Reads clusters from EKS, and remembers the answers for a minute. */
export class ClusterReader {
  readonly #aws: AwsClients;
  readonly #answers = new Map<string, Answer>();

  constructor(options: { aws: AwsClients }) {
    this.#aws = options.aws;
  }

  /** Returns what EKS reports about the cluster, at most one minute old. @throws as `describeNow` */
  describe(cluster: EksPlace): Promise<ObservedCluster> {
    return this.#within(FRESH_MS, cluster);
  }

  /** Returns what EKS reports about the cluster, at most one hour old. @throws as `describeNow` */
  lately(cluster: EksPlace): Promise<ObservedCluster> {
    return this.#within(LATELY_MS, cluster);
  }

  /**
   * Returns the issuer as in `lately`. A known issuer is returned without a promise, because each scan needs the issuers of all clusters. @throws as
   * `describeNow`
   */
  issuer(cluster: EksPlace): string | Promise<string> {
    const known = this.#known(LATELY_MS, cluster)?.issuer;
    return known ?? this.lately(cluster).then(({ issuer }) => issuer);
  }

  /**
   * Returns what EKS reports about the cluster now.
   *
   * @throws the error of EKS, such as ResourceNotFoundException; Error - if the answer is incomplete, for example while the cluster is being created.
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
        `EKS does not return the issuer, endpoint and certificate authority of cluster ${config.eksName} (status ${cluster?.status}).`,
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

/** Accepts only issuers that EKS itself hosts, because the trust policy depends on the issuer. */
function checkIssuer(issuer: string, config: EksPlace): string {
  if (isEksIssuer(config.region, issuer)) return issuer;
  throw new Error(
    `The issuer of cluster ${config.eksName} is ${issuer}, which is not an issuer of EKS in ${config.region}.`,
  );
}
