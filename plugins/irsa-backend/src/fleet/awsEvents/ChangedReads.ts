import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  accountIdOf,
  oidcProviderArn,
  partitionOf,
} from '@backstage-irsa/core/arn';
import {
  valueOf,
  type ClusterConfig,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type { AwsClients } from '../../observe/aws/AwsClients';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import { databaseTrouble } from '../../lib/databaseErrors';
import { toSingleLine } from '../../lib/toSingleLine';
import { isOfEks } from '../../observe/bulk/AccountReader';
import { PodIdentityReader } from '../../observe/PodIdentityReader';
import { readAws } from '../../observe/read';
import type { VerificationSignals } from '../../verification/VerificationSignals';
import type { AccountScan } from '../scans/accounts/AccountScan';
import type { ServiceAccountRefresh } from '../scans/clusters/ServiceAccountRefresh';
import { accountScope, clusterScope } from '../scans/scopes';
import { required } from '../scans/ScanFailure';
import { rolesOf, type Subject } from '../scans/clusters/subjects';
import type { ScanStores } from '../scans/types';
import type { ChangedThing } from './changedBy';
import { clustersOf } from './clustersOf';
import { forgetAnswers } from './forgetAnswers';

/** The maximum number of ServiceAccounts of a cluster, or of roles, to read one by one. A scan reads larger numbers. */
const MOST_READ = 20;

interface Options {
  accounts: AccountScan;
  aws: AwsClients;
  clusters: ClusterReader;
  config: IrsaConfig;
  logger: LoggerService;
  serviceAccounts: ServiceAccountRefresh;
  signals: VerificationSignals;
  stores: ScanStores;
}

type Place = Omit<ServiceAccountRef, 'cluster'>;

/** The ServiceAccounts that were read in a cluster. */
interface Looked {
  config: ClusterConfig;
  subjects: Subject[];
}

/** One read of some changed objects. */
interface Job {
  now: Date;
  /** The roles that it has read, by account. */
  read: Map<string, Set<string>>;
  /** The ServiceAccounts to read, by cluster and then by `namespace/name`. */
  places: Map<string, Map<string, Place>>;
  /** The scopes in which something was read. */
  scopes: Set<string>;
}

/** Reads roles, OIDC providers, and ServiceAccounts individually, and stores their current state as scans do. */
export class ChangedReads {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Reads the changed objects of an account, and the ServiceAccounts that use them. Returns the scopes in which something was read. Requests scans of
   * clusters that do not return theirs.
   *
   * @throws ScanFailure - if IAM does not return one of the objects
   */
  async read(
    accountId: string,
    changed: ChangedThing[],
    now: Date,
  ): Promise<Set<string>> {
    const job: Job = {
      now,
      read: new Map(),
      places: new Map(),
      scopes: new Set(),
    };
    const { config: irsa, stores } = this.#o;
    await forgetAnswers(changed, { config: irsa, readings: stores.readings });
    const names = new Set<string>();
    const providers: string[] = [];
    for (const thing of changed) {
      if (thing.kind === 'role') names.add(thing.name);
      else if (thing.kind === 'policy') {
        (await this.#rolesWith(thing)).forEach(name => names.add(name));
      } else if (thing.kind === 'oidc-provider') {
        if (isOfEks(thing.arn)) providers.push(thing.arn);
      } else await this.#findPlaces(job, thing);
    }
    await this.#readRoles(job, accountId, { names, providers });
    await this.#scanClustersOf(providers);
    const looked = await Promise.all(
      [...job.places].map(([name, places]) =>
        this.#look(job, name, [...places.values()]),
      ),
    );
    const seen = looked.flatMap(one => one ?? []);
    for (const { subjects } of seen) await this.#readRolesOf(job, subjects);
    await Promise.all(seen.map(one => this.#store(job, one)));
    return job.scopes;
  }

  /** Runs a read. If it fails, requests a scan instead, which shows the change, or that the scope cannot be read. */
  async #orScan<T>(
    scope: string,
    read: () => Promise<T>,
  ): Promise<T | undefined> {
    const { logger, stores } = this.#o;
    try {
      return await read();
    } catch (error) {
      if (databaseTrouble(error)) throw error;
      logger.warn(
        `A change in ${scope} was not read, and is left to a scan: ${toSingleLine(
          `${error}`,
        )}`,
      );
      await stores.scopes.requestForChange(scope);
      return undefined;
    }
  }

  /** Returns the names of the roles that have a policy. If there are many, requests a scan of the account instead. */
  async #rolesWith({
    accountId,
    arn,
  }: ChangedThing & { kind: 'policy' }): Promise<string[]> {
    const { scopes, roles } = this.#o.stores;
    const names = await roles.withPolicy(accountId, arn);
    if (names.length <= MOST_READ) return names;
    await scopes.requestForChange(accountScope(accountId));
    return [];
  }

  async #findPlaces(
    job: Job,
    thing: ChangedThing & {
      kind: 'service-account' | 'association' | 'cluster';
    },
  ): Promise<void> {
    const { config, stores } = this.#o;
    for (const cluster of clustersOf(thing, config)) {
      if (thing.kind === 'cluster') {
        await stores.scopes.requestForChange(clusterScope(cluster.name));
      } else if (thing.kind === 'service-account') {
        addPlace(job, cluster.name, thing);
      } else {
        const places = await this.#orScan(clusterScope(cluster.name), () =>
          this.#associated(cluster, thing.id),
        );
        places?.forEach(place => addPlace(job, cluster.name, place));
      }
    }
  }

  /** Returns the ServiceAccounts of an association: those in the database, or those that EKS names if the database does not know it yet. */
  async #associated(config: ClusterConfig, id: string): Promise<Place[]> {
    const { aws, stores } = this.#o;
    const known = await stores.holders.associated(config.name, id);
    if (known.length > 0) return known;
    const eks = aws.eks(config.accountId, config.region);
    const reader = new PodIdentityReader(eks, config.eksName);
    const all = required(await reader.associations(), config.name);
    return all.filter(one => one.id === id);
  }

  async #readRoles(
    job: Job,
    accountId: string,
    { names, providers }: { names: Iterable<string>; providers: string[] },
  ): Promise<void> {
    const read = job.read.get(accountId) ?? new Set();
    job.read.set(accountId, read);
    const roles = [...names].filter(name => !read.has(name));
    if (roles.length + providers.length === 0) return;
    const { accounts, stores } = this.#o;
    const some = { roles, providers };
    const scope = accountScope(accountId);
    const refreshed = await stores.retired.whileThere(scope, () =>
      accounts.refresh(accountId, some, { now: job.now }),
    );
    const arns = new Set(refreshed);
    roles.forEach(name => read.add(name));
    job.scopes.add(scope);
    for await (const page of stores.holders.pages({
      roleArns: [...arns],
    })) {
      for (const { roleArns, cluster, namespace, name } of page) {
        if (!roleArns.some(arn => arns.has(arn))) continue;
        addPlace(job, cluster, { namespace, name });
      }
    }
  }

  /**
   * Requests scans of the clusters with these providers: every IAM service account of a cluster depends on its provider. A cluster whose issuer is
   * unknown can be one of them.
   */
  async #scanClustersOf(providers: string[]): Promise<void> {
    const { config, clusters, stores } = this.#o;
    for (const cluster of providers.length > 0 ? config.clusters : []) {
      const read = await readAws('eks:DescribeCluster', () =>
        clusters.lately(cluster),
      );
      const issuer = valueOf(read)?.issuer;
      const partition = partitionOf(cluster.region).id;
      const isIts = (arn: string) =>
        issuer !== undefined &&
        arn === oidcProviderArn(partition, accountIdOf(arn), issuer);
      if (read.state !== 'unknown' && !providers.some(isIts)) continue;
      await stores.scopes.requestForChange(clusterScope(cluster.name));
    }
  }

  /** Reads ServiceAccounts of a cluster. If there are many, requests a scan of the cluster instead. */
  async #look(
    job: Job,
    cluster: string,
    places: Place[],
  ): Promise<Looked | undefined> {
    const { config: irsa, serviceAccounts, stores } = this.#o;
    const config = irsa.clusters.find(({ name }) => name === cluster);
    if (!config) return undefined;
    const scope = clusterScope(cluster);
    if (places.length > MOST_READ) {
      await stores.scopes.requestForChange(scope);
      return undefined;
    }
    const subjects = await this.#orScan(scope, () =>
      serviceAccounts.look(config, places, job.now.toISOString()),
    );
    return subjects && { config, subjects };
  }

  /** Reads the roles that ServiceAccounts name, also in other accounts. */
  async #readRolesOf(job: Job, subjects: Subject[]): Promise<void> {
    const { config } = this.#o;
    for (const { accountId, name } of subjects.flatMap(subject =>
      Object.values(rolesOf(subject)),
    )) {
      if (!config.accounts?.includes(accountId)) continue;
      await this.#orScan(accountScope(accountId), () =>
        this.#readRoles(job, accountId, { names: [name], providers: [] }),
      );
    }
  }

  async #store(job: Job, { config, subjects }: Looked): Promise<void> {
    const { accounts, config: irsa, stores } = this.#o;
    const { serviceAccounts, signals } = this.#o;
    const scope = clusterScope(config.name);
    await this.#orScan(scope, async () => {
      const stored = serviceAccounts.store(config, subjects, job.now);
      await Promise.all(
        subjects.map(({ id }) => signals.during(id, async () => stored)),
      );
      job.scopes.add(scope);
      for (const [accountId, roles] of await stores.roles.arnsByAccount([
        ...(await stored),
      ])) {
        if (!irsa.accounts?.includes(accountId)) continue;
        await stores.retired.whileThere(accountScope(accountId), () =>
          accounts.reassess(accountId, roles, job.now),
        );
      }
    });
    // The AWS identity of workloads can have changed: only a scan updates workloads.
    if (subjects.some(isNewOrGone)) {
      await stores.scopes.requestForChange(scope);
    }
  }
}

function addPlace(job: Job, cluster: string, { namespace, name }: Place): void {
  const known = job.places.get(cluster) ?? new Map<string, Place>();
  job.places.set(cluster, known);
  known.set(`${namespace}/${name}`, { namespace, name });
}

function isNewOrGone({ before, isGone }: Subject): boolean {
  return isGone !== (before?.isGone ?? true);
}
