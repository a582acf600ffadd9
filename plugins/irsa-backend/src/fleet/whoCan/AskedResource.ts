import { parseArn, partitionOf } from '@backstage-irsa/core/arn';
import {
  absent,
  unknown,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
import {
  namedResource,
  type AccessQuestion,
  type NamedResource,
  type ReadResource,
} from '@backstage-irsa/core/permissions';
import type { RememberedResources } from '../../observe/resources/RememberedResources';
import type { HolderStore } from '../store/HolderStore';

/** The maximum number of accounts in which a bucket is looked for. */
const MOST_ACCOUNTS = 5;

const NOT_SCANNED =
  'Scans did not read this policy. To read it, use "Who can …?" on the page, or POST instead of GET.';

const WITHHELD = 'Only users who may read the whole fleet can see it.';

interface Options {
  config: {
    readonly clusters: Pick<ClusterConfig, 'accountId' | 'region'>[];
    readonly accounts?: string[];
  };
  resources: RememberedResources;
  store: Pick<HolderStore, 'bucketPolicy'>;
}

/** Provides the policy of the one resource that a question names, and of the key that encrypts the resource. */
export class AskedResource {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the answer for callers who may not read the whole fleet: the policy is withheld. Undefined if there is no policy, as for a pattern. */
  withheld({ resource }: AccessQuestion): ReadResource | undefined {
    return namedResource(resource) && unread(WITHHELD);
  }

  /** Returns what scans read: the policies of buckets, if possible. Undefined if there is no policy, as for a pattern. */
  async known({ resource }: AccessQuestion): Promise<ReadResource | undefined> {
    const named = namedResource(resource);
    if (!named) return undefined;
    const policy =
      named.service === 's3'
        ? await this.#o.store.bucketPolicy(named.name)
        : undefined;
    if (!policy) return unread(NOT_SCANNED);
    const { accountId } = policy;
    return accountId === undefined
      ? { policy, encryption: absent() }
      : { ...unread(NOT_SCANNED), accountId, policy };
  }

  /**
   * Returns what AWS reports now or reported seconds ago. Objects of a bucket share its policy. Undefined if there is no policy, as for a pattern.
   */
  async read({ resource }: AccessQuestion): Promise<ReadResource | undefined> {
    const named = namedResource(resource);
    const partition = parseArn(resource)?.partition;
    return named && partition ? this.#read(named, partition) : undefined;
  }

  async #read(
    { service, name, ...at }: NamedResource,
    partition: string,
  ): Promise<ReadResource> {
    const region = at.region || this.#regionIn(partition);
    if (region === undefined)
      return unread(`No configured cluster is in partition ${partition}.`);
    const all =
      at.accountId === '' ? await this.#accountsOf(name) : [at.accountId];
    const accountIds = all.slice(0, MOST_ACCOUNTS);
    if (accountIds.length === 0) return unread('No account is configured.');
    const read = await this.#o.resources.read(
      { accountIds, region },
      { service, name },
    );
    const { policy } = read;
    if (policy.state !== 'unknown' || all.length === 1) return read;
    const reason = `The ARN does not name the account of the bucket, and ${accountIds.length} of ${all.length} accounts were checked. ${policy.reason}`;
    return { ...read, policy: { ...policy, reason } };
  }

  /** Returns the accounts in which to look for a bucket, starting with its owner as scans last saw it. */
  async #accountsOf(bucket: string): Promise<string[]> {
    const { clusters, accounts = [] } = this.#o.config;
    const configured = new Set([
      ...clusters.map(({ accountId }) => accountId),
      ...accounts,
    ]);
    const { accountId } = (await this.#o.store.bucketPolicy(bucket)) ?? {};
    return accountId !== undefined && configured.has(accountId)
      ? [...new Set([accountId, ...configured])]
      : [...configured];
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
