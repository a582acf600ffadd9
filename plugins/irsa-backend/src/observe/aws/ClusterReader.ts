import { certificatesOf } from '../certificates';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { partitionOf } from '@backstage-irsa/core/arn';
import {
  optionalText,
  textOf,
  type ClusterConfig,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './AwsClients';

/** A cluster made again has another issuer and endpoint: what EKS said counts for this long, in milliseconds. */
const FRESH_MS = 60_000;

/** Asks EKS about clusters, and remembers the answer for a minute. */
export class ClusterReader {
  readonly #aws: AwsClients;
  readonly #answers = new Map<
    string,
    { at: number; answer: Promise<ObservedCluster> }
  >();

  constructor(options: { aws: AwsClients }) {
    this.#aws = options.aws;
  }

  /** What EKS says of the cluster, or said within the last minute. @throws as `describeNow` */
  describe(cluster: ClusterConfig): Promise<ObservedCluster> {
    const remembered = this.#answers.get(cluster.name);
    if (remembered && Date.now() - remembered.at < FRESH_MS) {
      return remembered.answer;
    }
    return this.describeNow(cluster);
  }

  /**
   * What EKS says of the cluster now.
   *
   * @throws what EKS answers, such as ResourceNotFoundException; Error - when the answer is incomplete, as while a cluster is being made.
   */
  describeNow(cluster: ClusterConfig): Promise<ObservedCluster> {
    const answer = this.#ask(cluster);
    this.#answers.set(cluster.name, { at: Date.now(), answer });
    answer.catch(() => this.#answers.delete(cluster.name));
    return answer;
  }

  async #ask(config: ClusterConfig): Promise<ObservedCluster> {
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
    return {
      arn,
      accountId: config.accountId,
      region: config.region,
      partition: partitionOf(config.region).id,
      issuer: checkIssuer(issuer, config.eksName),
      endpoint,
      caData,
      caCertificates: certificatesOf(caData),
      version: textOf(cluster?.version),
      autoMode: cluster?.computeConfig?.enabled === true,
      ...(nodeRoleArn !== undefined && { autoModeNodeRoleArn: nodeRoleArn }),
    };
  }
}

/** Only issuers that EKS itself hosts, since the trust policy is built on it. */
function checkIssuer(issuer: string, name: string): string {
  if (
    /^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\/[0-9A-Za-z]+$/.test(
      issuer,
    )
  ) {
    return issuer;
  }
  throw new Error(
    `The issuer of cluster ${name} is ${issuer}, which is no issuer of EKS.`,
  );
}
