import { parseArn, partitionOf } from '@backstage-irsa/core/arn';
import { unknown, type ClusterConfig } from '@backstage-irsa/core/model';
import {
  namedResource,
  type AccessQuestion,
  type NamedResource,
  type ReadResource,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import type { AwsClients } from '../../observe/aws/AwsClients';
import { readResource } from '../../observe/resources';
import type { HolderStore } from '../store/HolderStore';
import { remembered } from './remembered';

/** How long a reading serves further questions and pages, in milliseconds. */
const KEPT_MS = 60_000;

/** Readings that are remembered. */
const MOST = 1000;

/** Accounts that are asked whether a bucket is theirs. */
const MOST_ACCOUNTS = 5;

interface Options {
  aws: AwsClients;
  config: {
    readonly clusters: Pick<ClusterConfig, 'accountId' | 'region'>[];
    readonly accounts?: string[];
  };
  store: Pick<HolderStore, 'bucketAccounts'>;
}

/** Reads the policy of the one resource that a question names, and of the key that encrypts it. */
export class AskedResource {
  readonly #o: Options;
  readonly #read = new LimitedCache<Promise<ReadResource>>(MOST);

  constructor(options: Options) {
    this.#o = options;
  }

  /** Undefined for what has no policy that is read, such as a pattern. Objects of one bucket are one resource. */
  async of({ resource }: AccessQuestion): Promise<ReadResource | undefined> {
    const named = namedResource(resource);
    if (!named) return undefined;
    const period = Math.floor(Date.now() / KEPT_MS);
    const partition = parseArn(resource)?.partition ?? '';
    return remembered(
      this.#read,
      JSON.stringify([named, partition, period]),
      () => this.#readNow(named, partition),
      () => 0,
    );
  }

  async #readNow(
    named: NamedResource,
    partition: string,
  ): Promise<ReadResource> {
    const region = named.region || this.#regionIn(partition);
    if (region === undefined) return unread(`No cluster is in ${partition}.`);
    if (named.accountId !== '') {
      const place = { accountIds: [named.accountId], region };
      return readResource(this.#o.aws, place, named);
    }
    const all = await this.#accountsOf(named.name);
    const accountIds = all.slice(0, MOST_ACCOUNTS);
    if (accountIds.length === 0) return unread('No account is configured.');
    const read = await readResource(this.#o.aws, { accountIds, region }, named);
    const { policy } = read;
    if (policy.state !== 'unknown' || all.length === 1) return read;
    const reason = `The ARN does not say whose the bucket is, and ${accountIds.length} of ${all.length} accounts were asked. ${policy.reason}`;
    return { ...read, policy: { ...policy, reason } };
  }

  /** Those first that the bucket is known to be in. */
  async #accountsOf(bucket: string): Promise<string[]> {
    const { clusters, accounts = [] } = this.#o.config;
    const known = new Set(accounts);
    const seen = await this.#o.store.bucketAccounts(bucket);
    return [
      ...new Set([
        ...seen.filter(id => known.has(id)),
        ...clusters.map(({ accountId }) => accountId),
        ...accounts,
      ]),
    ];
  }

  #regionIn(partition: string): string | undefined {
    return this.#o.config.clusters
      .map(({ region }) => region)
      .find(region => partitionOf(region).id === partition);
  }
}

function unread(reason: string): ReadResource {
  return { policy: unknown(reason), encryption: unknown(reason) };
}
