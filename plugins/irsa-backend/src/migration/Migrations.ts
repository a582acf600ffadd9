import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  type IamServiceAccount,
  type Mechanism,
  type Migration,
  type MigrationBlocker,
  type MigrationCounts,
  type MigrationList,
  type MigrationPlan,
  type MigrationResult,
  type MigrationStage,
  found,
  type Observation,
  type ObservedPod,
} from '@backstage-irsa/core/model';
import type { ChangeRequest } from '../authorization/audit/types';
import { clusterNamed } from '../config/clusterNamed';
import type { IrsaConfig } from '../config/types';
import {
  notManagedByBackstage,
  leftToDo,
  migratedSpec,
  migrationPlan,
} from '@backstage-irsa/core/migration';
import type { Observer } from '../observe/Observer';
import type { PreparedPlan } from '../provisioning/PlanContext';
import type {
  MigrationRow,
  ReadableStore,
} from '../authorization/ReadableStore';
import { ownersOf } from '../serviceAccounts/ServiceAccountRow';
import type { Access } from '../authorization/Access';
import type { Ownership } from '../authorization/specOwnership';
import type { Applier } from '../provisioning/Applier';
import { cursorAfter, positionOf } from '../lib/page';
import type { Planner } from '../provisioning/Planner';
import type { Readers } from '../authorization/Readers';
import { toPlanStep } from '@backstage-irsa/core/planning';

/** A running migration: the ID of its operation, and its result. */
export interface MigrationRun {
  operationId: string;
  result: Promise<MigrationResult>;
}

interface MigrationsOptions {
  access: Access;
  applier: Applier;
  config: IrsaConfig;
  observer: Observer;
  planner: Planner;
  readableStore: ReadableStore;
  readers: Readers;
}

const NONE: Omit<MigrationCounts, 'cluster'> = {
  irsa: 0,
  inProgress: 0,
  podIdentity: 0,
};

const COUNTED = {
  irsa: 'irsa',
  'in-progress': 'inProgress',
  'pod-identity': 'podIdentity',
} as const;

/**
 * Moves IAM service accounts from one mechanism to the other. A migration applies the same spec with the other mechanism. The plan decides what it
 * writes and in which order, so a migration is resumed and repeated like any other application.
 */
export class Migrations {
  readonly #o: MigrationsOptions;

  constructor(options: MigrationsOptions) {
    this.#o = options;
  }

  /**
   * Returns the ownership. An IAM service account without a spec has no owner: this becomes a blocker instead of a refusal.
   *
   * @throws NotAllowedError - if the caller does not own it.
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
   * Returns what a migration would change now. Read-only.
   *
   * @throws ServiceUnavailableError - if something that it depends on could not be read.
   */
  async plan(
    account: IamServiceAccount,
    to: Mechanism,
    ownership: Ownership,
  ): Promise<MigrationPlan> {
    const { spec } = account;
    if (!spec) return this.planOf(account, to, { violations: [] });
    const { planner } = this.#o;
    const request = await planner.ask(migratedSpec(spec, to), ownership, {
      moves: true,
    });
    return this.planOf(account, to, await planner.prepare(request));
  }

  /**
   * Starts a migration, unless there are blockers.
   *
   * @throws InputError - that names every blocker, before any write; ConflictError - if the account was changed since; ServiceUnavailableError.
   */
  async start(
    account: IamServiceAccount,
    to: Mechanism,
    ownership: Ownership,
    by: ChangeRequest,
  ): Promise<MigrationRun> {
    const refuse = async (prepared: PreparedPlan) => {
      const { blockers } = await this.planOf(account, to, prepared);
      if (blockers.length > 0) throw blockedError(blockers);
    };
    const { spec } = account;
    if (!spec) throw blockedError(notManagedByBackstage({ account }));
    const { operationId, result } = await this.#o.applier.start(
      migratedSpec(spec, to),
      ownership,
      by,
      { moves: true, action: 'migrate', derivedFrom: account, refuse },
    );
    return {
      operationId,
      result: result.then(async ({ steps, serviceAccount }) => {
        const pods = await this.#podsOf(account);
        const { roleArn, namespace } = serviceAccount;
        const roleName = parseRoleArn(roleArn ?? '')?.name;
        const left = leftToDo({ to, namespace, roleName }, pods);
        return { steps, ...left, serviceAccount };
      }),
    };
  }

  /** Returns the migration plan for a prepared plan of the spec with the other mechanism. */
  async planOf(
    account: IamServiceAccount,
    to: Mechanism,
    { violations, context }: Omit<PreparedPlan, 'warnings'>,
  ): Promise<MigrationPlan> {
    const cluster = clusterNamed(this.#o.config, account.cluster);
    const { desired, observed, steps = [] } = context ?? {};
    const readPods = context?.pods ?? (() => this.#podsOf(account));
    const pods = account.spec ? await readPods() : found([]);
    return migrationPlan(
      { account, to, cluster, pods, steps, violations, desired, observed },
      toPlanStep,
    );
  }

  /** Returns the stored migration stages of the IAM service accounts that the caller may read. */
  async list(
    filter: { id?: string; cluster?: string; stage?: MigrationStage },
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<MigrationList> {
    const { readableStore, readers } = this.#o;
    const readable = await readers.readable(credentials);
    const [{ rows, total, more }, stages] = await Promise.all([
      readableStore.migrations({ filter, ...positionOf(page) }, readable),
      readableStore.stages({ cluster: filter.cluster }, readable),
    ]);
    // Only users who may see the fleet see entities that only the catalog assigns.
    const entityOf = (row: MigrationRow) =>
      (readable.shown ? null : row.catalog_entity_ref) ?? row.entity_ref;
    const items = rows.map(
      (row): Migration => ({
        id: row.id,
        cluster: row.cluster,
        namespace: row.namespace,
        name: row.name,
        entityRef: entityOf(row),
        owner: ownersOf(row)[0] ?? null,
        stage: row.migration_stage,
        podsToRestart: row.pods_to_restart,
      }),
    );
    const last = items[items.length - 1];
    return {
      items,
      total,
      ...(more && last && { nextCursor: cursorAfter(last) }),
      counts: countsOf(stages),
    };
  }

  #podsOf(account: IamServiceAccount): Promise<Observation<ObservedPod[]>> {
    return this.#o.observer
      .look(clusterNamed(this.#o.config, account.cluster), account)
      .pods();
  }
}

function blockedError(blockers: MigrationBlocker[]): InputError {
  return new InputError(
    blockers
      .map(
        ({ rule, message, remediation }) =>
          `${rule}: ${message} ${remediation}`,
      )
      .join(' '),
  );
}

function countsOf(
  stages: { cluster: string; stage: MigrationStage; count: number }[],
): MigrationCounts[] {
  const byCluster = new Map<string, MigrationCounts>();
  for (const { cluster, stage, count } of stages) {
    const counts = byCluster.get(cluster) ?? { cluster, ...NONE };
    counts[COUNTED[stage]] += count;
    byCluster.set(cluster, counts);
  }
  return [...byCluster.values()];
}
