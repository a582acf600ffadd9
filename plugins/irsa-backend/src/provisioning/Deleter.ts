import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  DEFAULT_AUDIENCE,
  formatServiceAccountRef,
  type IamServiceAccount,
  type OperationStep,
  type ClusterConfig,
  clusterArn,
  isExisting,
  absent,
  type Observation,
  valueOf,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { changeOf } from '../authorization/audit/changeOf';
import type { ChangeRequest } from '../authorization/audit/types';
import { clusterOrFormer, type FormerCluster } from '../config/formerCluster';
import type { IrsaConfig } from '../config/types';
import { readingsOf } from '../observe/DeletionReader';
import {
  type ObservedForDeletion,
  planDeletion,
  associationRecord,
  deletionLimits,
  newerRecords,
  recordedArns,
  type PlannedStep,
  toPlanStep,
} from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';
import type { FleetUpdates } from '../fleet/scans/FleetUpdates';
import type { Verifier } from '../verification/Verifier';
import { unavailable } from '../lib/errors';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import { failWriting } from './failOperation';
import type { RecordedReader } from './RecordedReader';
import { requireNotHandedOver } from './requireNotHandedOver';
import { requireWriting } from './requireWriting';
import { NO_SPEC, requireSameRecord } from './sameRecord';
import type { StepRunner } from './StepRunner';
import { readRoles, withCurrentTrust } from './withCurrentTrust';
import type { Hold, Writers } from './Writers';

/** A running deletion: the ID of its operation, and its result. */
export interface DeletionRun {
  operationId: string;
  result: Promise<{ steps: OperationStep[] }>;
}

/** A deletion that has started. */
interface Running {
  operationId: string;
  config: ClusterConfig | FormerCluster;
  steps: PlannedStep[];
  hold: Hold;
}

interface DeleterOptions {
  changes: ChangeLog;
  config: IrsaConfig;
  fleet: Pick<FleetUpdates, 'removed'>;
  reader: RecordedReader;
  runner: StepRunner;
  writers: Writers;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  operations: OperationStore;
  trustWrites: TrustWriteStore;
  verifier: Pick<Verifier, 'showWritten'>;
}

/** Deletes the objects that were created for an IAM service account, but none that others manage or use. Can resume at any step. */
export class Deleter {
  readonly #o: DeleterOptions;

  constructor(options: DeleterOptions) {
    this.#o = options;
  }

  /**
   * Plans a deletion, and starts it. A concurrent request waits for the others, and gets the result of the last one if it is a deletion.
   *
   * @throws InputError - if Backstage created nothing for it; NotFoundError - if it was deleted meanwhile; ServiceUnavailableError.
   */
  async start(
    account: IamServiceAccount,
    by: ChangeRequest,
  ): Promise<DeletionRun> {
    const operationId = randomUUID();
    const { hold, seen } = await this.#o.writers.hold(
      account,
      () => this.roleArnsOf(account),
      operationId,
      { removes: true },
    );
    try {
      const same = await this.#resultOf(seen);
      if (same) {
        await hold.release();
        return same;
      }
      const now = await this.#o.store.get(account.id);
      if (!now) {
        throw new NotFoundError(`IAM service account ${account.id} not found.`);
      }
      requireSameRecord(account, now);
      requireNotHandedOver(now);
      const { config, steps } = await this.plan(account);
      requireWriting(this.#o.config, config, steps);
      await this.#o.operations.create({
        id: operationId,
        serviceAccountId: account.id,
        createdBy: by.requester,
        specHash: NO_SPEC,
      });
      const running = { operationId, config, steps, hold };
      return { operationId, result: this.#run(account, by, running) };
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  /**
   * Returns the objects that a deletion would delete or keep, and why. Reads only.
   *
   * @throws as `plan`
   */
  async preview(account: IamServiceAccount): Promise<OperationStep[]> {
    const { steps } = await this.plan(account);
    return steps.map(step => ({ ...toPlanStep(step), status: 'pending' }));
  }

  /**
   * Plans the steps that delete the objects of an IAM service account, from their current state.
   *
   * @throws InputError - if it has no records and no delivery; ConflictError; ServiceUnavailableError - if something needed could not be read.
   */
  async plan(account: IamServiceAccount): Promise<{
    config: ClusterConfig | FormerCluster;
    steps: PlannedStep[];
    observed: ObservedForDeletion;
  }> {
    const { id, cluster, namespace, name } = account;
    const recorded = await this.#o.managed.objectsOf(id);
    if (recorded.size === 0 && !account.delivery) {
      throw new InputError(
        `Backstage created nothing for ServiceAccount ${nameInCluster(
          account,
        )}: there is nothing to delete.`,
      );
    }
    const [newer] = newerRecords(recorded);
    if (newer !== undefined) {
      throw new ConflictError(
        `A newer version of this plugin created ${newer}, which this version cannot delete. Nothing was changed. Retry once all replicas are updated.`,
      );
    }
    const { managed, reader, trustWrites, config: irsa } = this.#o;
    const refText = formatServiceAccountRef(account);
    const roleArns = recordedArns('role', recorded);
    const policyArns = recordedArns('policy', recorded);
    const config = clusterOrFormer(irsa, account, [...roleArns, ...policyArns]);
    const asked = {
      ...{ roleArns, policyArns },
      associated: recorded.has(associationRecord(refText)),
      others: await managed.clustersBeside(account, roleArns, irsa.clusters),
    };
    const read = await withCurrentTrust(
      trustWrites,
      roleArns,
      () => reader.read(config, account, asked),
      readRoles,
    );
    const observed = goneWithCluster(read);
    const steps = planDeletion(
      {
        ref: { cluster, namespace, name },
        refText,
        eks: {
          name: config.eksName,
          arn: config.eksName && clusterArn(config),
        },
        unconfigured: !config.access,
        audience: account.spec?.audience ?? DEFAULT_AUDIENCE,
        existing: account.spec ? isExisting(account.spec) : false,
        entityRef: account.entityRef ?? '',
        ...deletionLimits(irsa),
        recorded,
        adopted: await managed.adoptedAmong([...recorded]),
        shared: new Set(await managed.recordedForOthers(id, roleArns)),
      },
      observed,
      requireReadings(observed),
    );
    return { config, steps, observed };
  }

  /** Returns the ARNs of the roles in Backstage's records. */
  async roleArnsOf({ id }: IamServiceAccount): Promise<string[]> {
    return recordedArns('role', await this.#o.managed.objectsOf(id));
  }

  /** Returns the result of the last operation among these holders of the claim, if it was a deletion. */
  async #resultOf(holders: string[]): Promise<DeletionRun | undefined> {
    const last = await this.#o.operations.lastOf(holders);
    if (last?.status !== 'succeeded' || last.specHash !== NO_SPEC) {
      return undefined;
    }
    const { id, steps } = last;
    return { operationId: id, result: Promise.resolve({ steps }) };
  }

  async #run(
    account: IamServiceAccount,
    by: ChangeRequest,
    running: Running,
  ): Promise<{ steps: OperationStep[] }> {
    const { operationId, config, steps, hold } = running;
    const { changes, operations, runner, store } = this.#o;
    const change = changeOf(account, { ...by, action: 'delete', operationId });
    try {
      return await changes.track(change, async open => {
        const done = await runner.run(config, steps, {
          change: open,
          hold,
          onProgress: progress => operations.setSteps(operationId, progress),
        });
        await store.remove(account.id);
        await this.#o.fleet.removed(
          account,
          rolesAfter(account.roleArn, steps),
        );
        await operations.complete(operationId);
        return { steps: done };
      });
    } catch (error) {
      await failWriting(this.#o, running, account, error);
      throw error;
    } finally {
      await hold.release();
    }
  }
}

/** Returns the roles that the steps of a deletion delete or keep. */
export function rolesAfter(
  roleArn: string | null,
  steps: PlannedStep[],
): { deleted: string[]; kept: string[] } {
  const deleted = steps.flatMap(({ action, target }) =>
    action === 'delete' && target.kind === 'role' ? [target.name] : [],
  );
  const isKept = roleArn !== null && !deleted.includes(roleArn);
  return { deleted, kept: isKept ? [roleArn] : [] };
}

/** Counts the ServiceAccount and association of a cluster that EKS reports as deleted as absent, because they can no longer be read. */
function goneWithCluster(observed: ObservedForDeletion): ObservedForDeletion {
  const { providerArn, association, serviceAccount } = observed;
  if (providerArn.state !== 'absent') return observed;
  return {
    ...observed,
    ...(association?.state === 'unknown' && { association: absent() }),
    serviceAccount:
      serviceAccount.state === 'unknown' ? absent() : serviceAccount,
  };
}

/**
 * Throws if an observation is unknown: an object that could not be read never counts as deleted. Returns the provider's ARN, which is empty if the
 * cluster is gone: then no statement of a trust policy belongs to its issuer.
 */
function requireReadings(observed: ObservedForDeletion): string {
  const readings: Observation<unknown>[] = [
    observed.providerArn,
    ...(observed.association ? [observed.association] : []),
    observed.serviceAccount,
    ...readingsOf(observed),
  ];
  for (const reading of readings) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `Nothing was deleted, because required data could not be read. ${reading.reason}`,
      );
    }
  }
  return valueOf(observed.providerArn) ?? '';
}
