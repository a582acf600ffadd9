import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  irsaServiceAccountReadPermission,
  type IamServiceAccount,
  type Mechanism,
  type Migration,
  type MigrationCounts,
  type MigrationList,
  type MigrationPlan,
  type MigrationResult,
  type MigrationStage,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import { migratedSpec, migrationPlan } from '../migration/plan';
import { found } from '../observe/observation';
import type { Observer } from '../observe/Observer';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { Access, Ownership } from './Access';
import type { Applier } from './Applier';
import { unavailable } from './errors';
import { pageOf } from './page';
import type { Permits } from './Permits';
import { toPlanStep, type Planner } from './Planner';

/** A migration on its way: the operation to read, and its end. */
export interface MigrationRun {
  operationId: string;
  result: Promise<MigrationResult>;
}

interface MigrationsOptions {
  access: Access;
  applier: Applier;
  config: IrsaConfig;
  observer: Observer;
  permits: Permits;
  planner: Planner;
  store: ServiceAccountStore;
}

const NONE: Omit<MigrationCounts, 'cluster'> = {
  irsa: 0,
  moving: 0,
  podIdentity: 0,
};

const COUNTED = {
  irsa: 'irsa',
  moving: 'moving',
  'pod-identity': 'podIdentity',
} as const;

/**
 * Moves IAM service accounts from one mechanism to the other. A migration is the application of the same spec with the other mechanism: what it
 * writes, and in which order, is the plan's business, so that it is resumed and repeated as any other.
 */
export class Migrations {
  readonly #o: MigrationsOptions;

  static create(options: MigrationsOptions): Migrations {
    return new Migrations(options);
  }

  private constructor(options: MigrationsOptions) {
    this.#o = options;
  }

  /**
   * Whose it is. What nobody asked us for has no owner: it is a blocker rather than a refusal.
   *
   * @throws NotAllowedError - when it is not the caller's.
   */
  async ownershipOf(
    { spec, owner }: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    if (!spec) return { violations: [] };
    return this.#o.access.ownership(
      { ...spec, ...(owner !== null && { owner }) },
      credentials,
    );
  }

  /**
   * What a migration would change now. Reads, and writes nothing.
   *
   * @throws ServiceUnavailableError - when something that it depends on could not be read.
   */
  async plan(
    account: IamServiceAccount,
    to: Mechanism,
    ownership: Ownership,
  ): Promise<MigrationPlan> {
    const cluster = this.#clusterOf(account);
    const { spec } = account;
    if (!spec) {
      const nothing = { steps: [], violations: [], pods: found([]) };
      return migrationPlan({ account, to, cluster, ...nothing }, toPlanStep);
    }
    const [prepared, pods] = await Promise.all([
      this.#o.planner.prepare(migratedSpec(spec, to), ownership, {
        moves: true,
      }),
      this.#o.observer.observePods(cluster, account),
    ]);
    return migrationPlan(
      { account, to, cluster, pods, ...prepared },
      toPlanStep,
    );
  }

  /**
   * Begins to migrate, unless something stands in the way.
   *
   * @throws InputError - that names every blocker, before any write; ServiceUnavailableError.
   */
  async start(
    account: IamServiceAccount,
    to: Mechanism,
    ownership: Ownership,
    createdBy: string,
  ): Promise<MigrationRun> {
    const { blockers } = await this.plan(account, to, ownership);
    if (blockers.length > 0 || !account.spec) {
      throw new InputError(
        blockers
          .map(
            ({ rule, message, remediation }) =>
              `${rule}: ${message} ${remediation}`,
          )
          .join(' '),
      );
    }
    const { operationId, result } = await this.#o.applier.start(
      migratedSpec(account.spec, to),
      ownership,
      createdBy,
      { moves: true },
    );
    return {
      operationId,
      result: result.then(async ({ steps, serviceAccount }) => {
        const { restarts, remaining = [] } = await this.plan(
          serviceAccount,
          to,
          ownership,
        );
        return { steps, restarts, remaining, serviceAccount };
      }),
    };
  }

  /** How far those are that the caller may read, as last stored. */
  async list(
    filter: { cluster?: string; stage?: MigrationStage },
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<MigrationList> {
    const { access, permits, store } = this.#o;
    const [read] = await permits.of(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    const accounts = await read.filter(
      await access.visible(
        await store.list({ cluster: filter.cluster }),
        credentials,
      ),
    );
    const progress = await store.progress();
    const all = accounts.map(
      ({ id, cluster, namespace, name, entityRef, owner }): Migration => ({
        ...{ id, cluster, namespace, name, entityRef, owner },
        ...(progress.get(id) ?? { stage: 'irsa', podsToRestart: 0 }),
      }),
    );
    const { stage } = filter;
    const listed = all.filter(
      one => stage === undefined || one.stage === stage,
    );
    return { ...pageOf(listed, page), counts: countsOf(all) };
  }

  #clusterOf({ cluster }: IamServiceAccount): ClusterConfig {
    const config = this.#o.config.clusters.find(({ name }) => name === cluster);
    if (config) return config;
    throw unavailable(`Cluster ${cluster} is not configured any more.`);
  }
}

function countsOf(all: Migration[]): MigrationCounts[] {
  const byCluster = new Map<string, MigrationCounts>();
  for (const { cluster, stage } of all) {
    const counts = byCluster.get(cluster) ?? { cluster, ...NONE };
    counts[COUNTED[stage]] += 1;
    byCluster.set(cluster, counts);
  }
  return [...byCluster.values()];
}
