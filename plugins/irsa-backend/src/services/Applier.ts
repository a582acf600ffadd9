import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, isError } from '@backstage/errors';
import type {
  ApplyResult,
  IamServiceAccountSpec,
  OperationStep,
} from '@backstage-irsa/plugin-irsa-common';
import { describeAwsError, awsErrorCode } from '../aws/errors';
import type { AwsClients } from '../aws/AwsClients';
import { execute } from '../execute/execute';
import { describeKubernetesError } from '../kubernetes/errors';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Desired } from '../plan/desired';
import type { PlannedStep } from '../plan/types';
import { LEASE_MS, type ClaimStore } from '../store/ClaimStore';
import type { ManagedObjectStore } from '../store/ManagedObjectStore';
import type { OperationStore } from '../store/OperationStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { Ownership } from './Access';
import { unavailable, violationsError } from './errors';
import { toPlanStep, type Planner } from './Planner';
import { specHashOf } from './specHash';
import type { Verifier } from './Verifier';

const POLL_MS = 150;
const MAX_WAIT_MS = 5 * 60_000;

/** A plan on its way: the operation to read, and its end. */
export interface Application {
  operationId: string;
  result: Promise<ApplyResult>;
}

interface ApplierOptions {
  logger: LoggerService;
  aws: AwsClients;
  kubernetes: KubernetesClients;
  planner: Planner;
  verifier: Verifier;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  claims: ClaimStore;
  operations: OperationStore;
}

/** Brings AWS and the cluster to a spec: one writer a ServiceAccount at a time, resumable at any step. */
export class Applier {
  readonly #o: ApplierOptions;

  static create(options: ApplierOptions): Applier {
    return new Applier(options);
  }

  private constructor(options: ApplierOptions) {
    this.#o = options;
  }

  /**
   * Plans, and begins to apply. Whoever comes second waits for the first, and gets its result when the spec is the same.
   *
   * @throws InputError - that names every broken rule, before any write; ServiceUnavailableError.
   */
  async start(
    spec: IamServiceAccountSpec,
    ownership: Ownership,
    createdBy: string,
  ): Promise<Application> {
    const broken = this.#o.planner.check(spec, ownership);
    if (broken.length > 0) throw violationsError(broken);
    const operationId = randomUUID();
    const specHash = specHashOf(spec, ownership);
    const earlier = await this.#claim(spec, operationId);
    try {
      const same = await this.#resultOf(earlier, specHash, createdBy);
      if (same) {
        await this.#o.claims.release(spec, operationId);
        return same;
      }
      const { steps, violations, desired } = await this.#o.planner.prepare(
        spec,
        ownership,
      );
      if (violations.length > 0 || !desired) throw violationsError(violations);
      await this.#record(desired, steps, ownership);
      await this.#o.operations.create({
        id: operationId,
        serviceAccountId: serviceAccountId(spec),
        createdBy,
        specHash,
      });
      return {
        operationId,
        result: this.#run(operationId, desired, steps),
      };
    } catch (error) {
      await this.#o.claims.release(spec, operationId);
      throw error;
    }
  }

  /** Waits for the claim; answers the operations that held it meanwhile. */
  async #claim(
    spec: IamServiceAccountSpec,
    operationId: string,
  ): Promise<string[]> {
    const seen = new Set<string>();
    const until = Date.now() + MAX_WAIT_MS;
    for (;;) {
      const holder = await this.#o.claims.take(spec, operationId);
      if (holder === operationId) return [...seen];
      if (holder !== '') seen.add(holder);
      if (Date.now() > until) {
        throw unavailable(
          `Another change of ServiceAccount ${spec.namespace}/${spec.name} in ${spec.cluster} is still going on: ask again later.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }

  async #resultOf(
    operationIds: string[],
    specHash: string,
    createdBy: string,
  ): Promise<Application | undefined> {
    for (const id of operationIds) {
      const operation = await this.#o.operations.get(id);
      if (
        operation?.status !== 'completed' ||
        operation.specHash !== specHash ||
        operation.createdBy !== createdBy
      ) {
        continue;
      }
      const account = await this.#o.store.get(operation.serviceAccountId);
      if (account?.verification) {
        const { verification } = account;
        return {
          operationId: id,
          result: Promise.resolve({
            steps: operation.steps,
            serviceAccount: account,
            verification,
          }),
        };
      }
    }
    return undefined;
  }

  /** Written before anything is made, so that a run cut off knows its own again. */
  async #record(
    desired: Desired,
    steps: PlannedStep[],
    { entityRef = '', entityUid, owner = '' }: Ownership,
  ): Promise<void> {
    const id = serviceAccountId(desired.spec);
    const made = steps
      .filter(({ action, target }) => {
        const ours = ['policy', 'role', 'service-account'];
        return action === 'create' && ours.includes(target.kind);
      })
      .map(({ target }) => target.name);
    await this.#o.store.recordIntent({
      id,
      spec: desired.spec,
      entityRef,
      entityUid,
      owner,
    });
    await this.#o.managed.record(id, made);
  }

  async #run(
    operationId: string,
    desired: Desired,
    steps: PlannedStep[],
  ): Promise<ApplyResult> {
    const lease = this.#keepAlive(desired.spec, operationId);
    try {
      const done = await this.#executeAll(operationId, desired, steps, lease);
      const { account, verification } = await this.#o.verifier.verify(
        desired.spec,
        {
          live: true,
          settling: steps.some(({ effect }) => effect !== null),
          tolerateCap: true,
        },
      );
      await this.#o.operations.complete(operationId);
      return { steps: done, serviceAccount: account, verification };
    } catch (error) {
      const { name, message } = isError(error)
        ? error
        : { name: 'Error', message: 'unknown' };
      await this.#o.operations.fail(operationId, { name, message });
      throw error;
    } finally {
      lease.stop();
      await this.#o.claims.release(desired.spec, operationId);
    }
  }

  async #executeAll(
    operationId: string,
    desired: Desired,
    steps: PlannedStep[],
    lease: { lost: boolean },
  ): Promise<OperationStep[]> {
    const context = {
      iam: this.#o.aws.iam(desired.config.accountId, desired.config.region),
      core: await this.#o.kubernetes.core(desired.config),
    };
    const progress: OperationStep[] = steps.map(step => ({
      ...toPlanStep(step),
      status: 'pending',
    }));
    let wrote = false;
    for (const [index, step] of steps.entries()) {
      const begun: OperationStep = {
        ...progress[index],
        status: 'running',
        startedAt: new Date().toISOString(),
      };
      progress[index] = begun;
      if (step.effect) {
        if (lease.lost) {
          throw new ConflictError(
            'Another change took over, since this one fell silent for too long.',
          );
        }
        await this.#o.operations.setSteps(operationId, progress);
        try {
          await execute(step.effect, context, { settling: wrote });
        } catch (error) {
          throw await this.#stepFailed(operationId, progress, index, error);
        }
        wrote = true;
        this.#o.logger.info(step.done);
      }
      progress[index] = {
        ...begun,
        status: 'done',
        finishedAt: new Date().toISOString(),
        message: step.done,
      };
    }
    await this.#o.operations.setSteps(operationId, progress);
    return progress;
  }

  async #stepFailed(
    operationId: string,
    progress: OperationStep[],
    index: number,
    error: unknown,
  ): Promise<Error> {
    const step = progress[index];
    const reason = describeError(error, step.target.name);
    const message = `${step.summary}: ${reason}`;
    progress[index] = {
      ...step,
      status: 'failed',
      finishedAt: new Date().toISOString(),
      message,
    };
    await this.#o.operations.setSteps(operationId, progress);
    return error instanceof ConflictError ? error : unavailable(message);
  }

  /** Renews the claim while work runs. */
  #keepAlive(spec: IamServiceAccountSpec, operationId: string) {
    const lease = { lost: false, stop: () => {} };
    const timer = setInterval(async () => {
      try {
        const held = await this.#o.claims.renew(spec, operationId);
        if (!held) lease.lost = true;
        await this.#o.operations.touch(operationId);
      } catch (error) {
        this.#o.logger.warn(
          `The claim of operation ${operationId} was not renewed: ${error}`,
        );
      }
    }, LEASE_MS / 4);
    lease.stop = () => clearInterval(timer);
    return lease;
  }
}

function describeError(error: unknown, target: string): string {
  return awsErrorCode(error) === undefined
    ? describeKubernetesError(error, target.split('/')[0])
    : describeAwsError(error);
}
