import { randomUUID } from 'node:crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  DEFAULT_AUDIENCE,
  formatServiceAccountRef,
  parseArn,
  type IamServiceAccount,
  type OperationStep,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import type {
  DeletionReader,
  ObservedForDeletion,
} from '../observe/DeletionReader';
import { valueOf } from '../observe/observation';
import { planDeletion } from '../plan/deletion';
import type { PlannedStep } from '../plan/types';
import type { ManagedObjectStore } from '../store/ManagedObjectStore';
import type { OperationStore } from '../store/OperationStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import { describeFailure, unavailable } from './errors';
import type { StepRunner } from './StepRunner';
import type { Hold, Writers } from './Writers';

/** Stands for "nothing is to be there" where an operation keeps the hash of its spec. */
const NO_SPEC = 'deletion';

/** A deletion on its way: the operation to read, and its end. */
export interface DeletionRun {
  operationId: string;
  result: Promise<{ steps: OperationStep[] }>;
}

interface DeleterOptions {
  config: IrsaConfig;
  reader: DeletionReader;
  runner: StepRunner;
  writers: Writers;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  operations: OperationStore;
}

/** Takes away what was made for an IAM service account: resumable at any step, and nothing that is not ours or serves others. */
export class Deleter {
  readonly #o: DeleterOptions;

  static create(options: DeleterOptions): Deleter {
    return new Deleter(options);
  }

  private constructor(options: DeleterOptions) {
    this.#o = options;
  }

  /**
   * Plans, and begins to delete. Whoever comes second waits for the first, and gets its result.
   *
   * @throws InputError - when nobody asked us for it; NotFoundError - when it is gone meanwhile; ServiceUnavailableError.
   */
  async start(
    account: IamServiceAccount,
    createdBy: string,
  ): Promise<DeletionRun> {
    const operationId = randomUUID();
    const { hold, seen } = await this.#o.writers.hold(
      account,
      await this.roleArnsOf(account),
      operationId,
    );
    try {
      const same = await this.#resultOf(seen);
      if (same) {
        await hold.release();
        return same;
      }
      if (!(await this.#o.store.get(account.id))) {
        throw new NotFoundError(`No IAM service account ${account.id}.`);
      }
      const { config, steps } = await this.plan(account);
      await this.#o.operations.create({
        id: operationId,
        serviceAccountId: account.id,
        createdBy,
        specHash: NO_SPEC,
      });
      const result = this.#run(operationId, account, config, steps, hold);
      return { operationId, result };
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  /**
   * The steps that take it away, from what is there now.
   *
   * @throws InputError - when nobody asked us for it; ServiceUnavailableError - when something that it depends on could not be read.
   */
  async plan(
    account: IamServiceAccount,
  ): Promise<{ config: ClusterConfig; steps: PlannedStep[] }> {
    const { id, cluster, namespace, name } = account;
    const config = this.#o.config.clusters.find(c => c.name === cluster);
    if (!config) {
      throw unavailable(`Cluster ${cluster} is not configured any more.`);
    }
    const recorded = await this.#o.managed.objectsOf(id);
    if (recorded.size === 0) {
      throw new InputError(
        `This product made nothing for ServiceAccount ${namespace}/${name} in ${cluster}: it deletes nothing.`,
      );
    }
    const deletion = {
      ref: { cluster, namespace, name },
      refText: formatServiceAccountRef(account),
      audience: account.spec?.audience ?? DEFAULT_AUDIENCE,
      entityRef: account.entityRef ?? '',
      rolePath: this.#o.config.rolePath,
      recorded,
      adopted: await this.#o.managed.adoptedAmong([...recorded]),
    };
    const parts = await Promise.all(
      namesIn(recorded).map(async names => {
        const observed = await this.#o.reader.read(config, account, names);
        return planDeletion(deletion, observed, requireReadings(observed));
      }),
    );
    return { config, steps: joined(parts) };
  }

  /** The roles that our records name. */
  async roleArnsOf({ id }: IamServiceAccount): Promise<string[]> {
    const recorded = await this.#o.managed.objectsOf(id);
    return namesIn(recorded).flatMap(({ roleArn }) => roleArn ?? []);
  }

  async #resultOf(operationIds: string[]): Promise<DeletionRun | undefined> {
    for (const operationId of operationIds) {
      const operation = await this.#o.operations.get(operationId);
      if (operation?.status === 'completed' && operation.specHash === NO_SPEC) {
        const { steps } = operation;
        return { operationId, result: Promise.resolve({ steps }) };
      }
    }
    return undefined;
  }

  async #run(
    operationId: string,
    account: IamServiceAccount,
    config: ClusterConfig,
    steps: PlannedStep[],
    hold: Hold,
  ): Promise<{ steps: OperationStep[] }> {
    const { operations, runner, store } = this.#o;
    try {
      const done = await runner.run(config, steps, {
        hold,
        onProgress: progress => operations.setSteps(operationId, progress),
      });
      await store.remove(account.id);
      await operations.complete(operationId);
      return { steps: done };
    } catch (error) {
      await operations.fail(operationId, describeFailure(error));
      throw error;
    } finally {
      await hold.release();
    }
  }
}

interface Names {
  roleArn?: string;
  policyArn?: string;
}

/** Each role with the policy of its name. There are several when a spec moved from one role to another. */
function namesIn(recorded: ReadonlySet<string>): Names[] {
  const byName = new Map<string, Names>();
  for (const object of recorded) {
    const resource = parseArn(object)?.resource ?? '';
    const name = resource.split('/').pop() ?? '';
    const names = byName.get(name) ?? {};
    if (resource.startsWith('role/')) names.roleArn = object;
    if (resource.startsWith('policy/')) names.policyArn = object;
    if (resource !== '') byName.set(name, names);
  }
  return byName.size > 0 ? [...byName.values()] : [{}];
}

/** The ServiceAccount is in every part, and goes once; ids tell the further roles apart. */
function joined(parts: PlannedStep[][]): PlannedStep[] {
  return parts.flatMap((steps, index) =>
    index === 0
      ? steps
      : steps
          .filter(({ target }) => target.kind !== 'service-account')
          .map(step => ({ ...step, id: `${step.id}-of-role-${index + 1}` })),
  );
}

/** Everything must be known: what could not be read is never taken for gone. Answers the provider's ARN. */
function requireReadings(observed: ObservedForDeletion): string {
  const attached = valueOf(observed.attachedPolicies) ?? [];
  for (const reading of [...Object.values(observed), ...attached]) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `Nothing was deleted, since what it depends on could not be read. ${reading.reason}`,
      );
    }
  }
  const { providerArn } = observed;
  if (providerArn.state === 'found') return providerArn.value;
  throw unavailable(
    'The cluster is gone from EKS, so that its part of the trust policy cannot be told.',
  );
}
