import { certificatesOf } from '../certificates';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { ServiceUnavailableError } from '@backstage/errors';
import { isEksIssuer, partitionOf } from '@backstage-irsa/core/arn';
import {
  optionalText,
  textOf,
  type ClusterConfig,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './AwsClients';
import { isNotFound } from './errors';
import { RememberedAnswers } from './RememberedAnswers';

/** How long an EKS answer is valid, in milliseconds. A recreated cluster has another issuer and endpoint. */
const FRESH_MS = 60_000;

/**
 * How long an EKS answer is valid for clusters other than the observed one, in milliseconds. Otherwise, with 300 clusters, each look would make 300
 * calls.
 */
const LATELY_MS = 60 * 60_000;

/** The fields that identify a cluster in EKS. */
type EksPlace = Pick<ClusterConfig, 'accountId' | 'region' | 'eksName'>;

/** Reads clusters from EKS, and remembers the answers. */
export class ClusterReader {
  readonly #aws: AwsClients;
  readonly #answers = new RememberedAnswers<ObservedCluster>();
  /** The last failure of each cluster that was not answered since. */
  readonly #failures = new Map<string, { at: number; error: unknown }>();

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
   * Returns the issuer as in `lately`; undefined if the cluster does not exist. A known issuer is returned without a promise, because each scan needs
   * the issuers of all clusters. An issuer that could not be read is requested again after a minute. @throws as `describeNow`
   */
  issuer(cluster: EksPlace): string | undefined | Promise<string | undefined> {
    const known = this.#answers.known(LATELY_MS, keyOf(cluster));
    return known ? known.issuer : this.#readIssuer(cluster);
  }

  /**
   * Returns what EKS reports about the cluster now. If this fails, an earlier answer stays valid, unless the cluster does not exist.
   *
   * @throws the error of EKS, such as ResourceNotFoundException; Error - if the answer is incomplete, for example while the cluster is being created.
   */
  describeNow(cluster: EksPlace): Promise<ObservedCluster> {
    return this.#answers.now(keyOf(cluster), () => this.#read(cluster));
  }

  async #readIssuer(cluster: EksPlace): Promise<string | undefined> {
    try {
      const failure = this.#failures.get(keyOf(cluster));
      if (failure && Date.now() - failure.at < FRESH_MS) throw failure.error;
      return (await this.lately(cluster)).issuer;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #within(ms: number, cluster: EksPlace): Promise<ObservedCluster> {
    return this.#answers.within(ms, keyOf(cluster), () => this.#read(cluster));
  }

  /** Reads the cluster, and notes whether this failed. */
  async #read(cluster: EksPlace): Promise<ObservedCluster> {
    const key = keyOf(cluster);
    try {
      const answer = await this.#ask(cluster);
      this.#failures.delete(key);
      return answer;
    } catch (error) {
      if (isNotFound(error)) this.#answers.forget(key);
      if (!(error instanceof ServiceUnavailableError)) {
        this.#failures.set(key, { at: Date.now(), error });
      }
      throw error;
    }
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
    const mode = textOf(cluster?.accessConfig?.authenticationMode);
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
      ...(mode.includes('CONFIG_MAP') && { usesConfigMap: true as const }),
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
