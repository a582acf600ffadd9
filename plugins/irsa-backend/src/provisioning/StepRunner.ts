import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  OperationStep,
  StepTarget,
  ClusterConfig,
} from '@backstage-irsa/core/model';
import { notConfigured } from '../config/clusterNamed';
import type { FormerCluster } from '../config/formerCluster';
import type { OpenChange } from '../authorization/audit/OpenChange';
import type { AwsClients } from '../observe/aws/AwsClients';
import { describeAwsError, isAwsError, isRefused } from '../observe/aws/errors';
import type { ExecutionContext } from '../execute/context';
import { execute } from '../execute/execute';
import type { Written } from '../execute/spreadWaits';
import { describeKubernetesError } from '../observe/kubernetes/errors';
import type { KubernetesClients } from '../observe/kubernetes/KubernetesClients';
import {
  accountOf,
  objectOf,
  type PlannedStep,
  toPlanStep,
} from '@backstage-irsa/core/planning';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';
import { countWaits, waitSuffix } from '../lib/retry/waited';
import { unavailable } from '../lib/errors';
import type { StepRecords } from './StepRecords';
import { once } from '../lib/once';

/** Matches effects that write tags or a boundary, on which permissions for later steps may depend. */
const ENABLING = /^(create|tag)-|^put-role-boundary$/;

/** Receives the steps of a run as they progress. */
type OnProgress = (steps: OperationStep[]) => Promise<void>;

/** The lease, the recorders, and the callbacks of a run. */
interface RunOptions {
  /** Records each write. */
  change: OpenChange;
  hold: { lost: boolean };
  onProgress: OnProgress;
  /** Called before each step that changes something. Refuses the step by throwing. */
  permit?: () => Promise<void>;
}

/** Runs the steps of a plan one after another. */
export class StepRunner {
  readonly #logger: LoggerService;
  readonly #aws: AwsClients;
  readonly #kubernetes: KubernetesClients;
  readonly #trustWrites: TrustWriteStore;
  readonly #records: StepRecords;

  constructor(options: {
    logger: LoggerService;
    aws: AwsClients;
    kubernetes: KubernetesClients;
    trustWrites: TrustWriteStore;
    records: StepRecords;
  }) {
    this.#logger = options.logger;
    this.#aws = options.aws;
    this.#kubernetes = options.kubernetes;
    this.#trustWrites = options.trustWrites;
    this.#records = options.records;
  }

  /**
   * Runs all steps to their end.
   *
   * @throws ConflictError - if somebody else writes meanwhile; ServiceUnavailableError that names the step.
   */
  async run(
    config: ClusterConfig | FormerCluster,
    steps: PlannedStep[],
    { change, hold, onProgress, permit }: RunOptions,
  ): Promise<OperationStep[]> {
    const core = once(async () => {
      if (!config.access) throw notConfigured(config.name);
      return this.#kubernetes.core(config);
    });
    const eks = this.#aws.eks(config.accountId, config.region);
    const contextOf = (step: PlannedStep): ExecutionContext => ({
      iam: this.#aws.iam(accountOf(step) ?? config.accountId, config.region),
      eks,
      core,
      trustWrites: this.#trustWrites.ofRole(step.target.name),
    });
    const progress: OperationStep[] = steps.map(step => ({
      ...toPlanStep(step),
      status: 'pending',
    }));
    let settling = false;
    const enabled = new Set<string>();
    for (const [index, step] of steps.entries()) {
      const begun: OperationStep = {
        ...progress[index],
        status: 'running',
        startedAt: new Date().toISOString(),
      };
      progress[index] = begun;
      const message = await this.#make(step, contextOf(step), {
        settling,
        fresh: enabled.has(objectOf(step)),
        change,
        hold,
        permit,
        begin: () => onProgress(progress),
        failed: text => {
          progress[index] = {
            ...begun,
            status: 'failed',
            finishedAt: new Date().toISOString(),
            message: text,
          };
          return onProgress(progress);
        },
      });
      if (step.effect) {
        settling = true;
        if (ENABLING.test(step.effect.type)) enabled.add(objectOf(step));
        await this.#records.done(step);
      }
      progress[index] = {
        ...begun,
        status: 'succeeded',
        finishedAt: new Date().toISOString(),
        message,
      };
    }
    await onProgress(progress);
    return progress;
  }

  /** Runs one step. Returns a sentence that describes the result. */
  async #make(
    step: PlannedStep,
    context: ExecutionContext,
    options: Written & {
      change: OpenChange;
      hold: { lost: boolean };
      permit?: () => Promise<void>;
      begin: () => Promise<void>;
      failed: (message: string) => Promise<void>;
    },
  ): Promise<string> {
    if (!step.effect) return step.done;
    if (options.hold.lost) {
      throw new ConflictError('Another operation took the lease. Retry.');
    }
    await options.permit?.();
    await options.begin();
    await this.#records.sending(step);
    try {
      const { effect } = step;
      const { waitedMs } = await countWaits(() =>
        options.change.write(step, () => execute(effect, context, options)),
      );
      const done = `${step.done}${waitSuffix(waitedMs)}`;
      this.#logger.info(done);
      return done;
    } catch (error) {
      const reason = describeError(error, step.target);
      const message = `${step.summary}: ${reason}`;
      if (isRefused(error)) await this.#records.refused(step);
      await options.failed(message);
      throw error instanceof ConflictError ? error : unavailable(message);
    }
  }
}

/** Steps in a cluster can fail with an AWS error too. */
function describeError(error: unknown, target: StepTarget): string {
  if (error instanceof ConflictError) return error.message;
  const isInCluster = ['namespace', 'service-account'].includes(target.kind);
  return isInCluster && !isAwsError(error)
    ? describeKubernetesError(error, target.name.split('/')[0])
    : describeAwsError(error);
}
