import { randomUUID } from 'node:crypto';
import {
  type ApplyResult,
  type ChangeAction,
  type IamServiceAccountSpec,
  type OperationStep,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { OpenChange } from '../authorization/audit/OpenChange';
import type { ChangeRequest, NewChange } from '../authorization/audit/types';
import {
  adoptionOf,
  type Desired,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ConsentStore } from '../serviceAccounts/ConsentStore';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type {
  PlanContext,
  PlanOptions,
  PlanRequest,
  PreparedPlan,
} from './PlanContext';
import type { CutOffs } from './cutOffs/CutOffs';
import type { Ownership } from '../authorization/specOwnership';
import type { OwnSession } from '../authorization/ownSession';
import { changeOfApplying } from './changeOfApplying';
import { failOperation, failWriting } from './failOperation';
import type { GuardrailReports } from './GuardrailReports';
import { requireHeld, rolesToHold } from './heldRoles';
import type { PlanApprovals } from './PlanApprovals';
import type { Planner } from './Planner';
import type { Records } from './Records';
import { requireContext } from './requireContext';
import {
  isRecovered,
  requireSameOrigin,
  requireStillFree,
  specHashOf,
} from './sameRecord';
import { settlingUntil } from './settlingUntil';
import type { StepRunner } from './StepRunner';
import type { Verifier } from '../verification/Verifier';
import type { Hold, Writers } from './Writers';

/** A running application of a plan: the ID of its operation, and its result. */
export interface Application {
  operationId: string;
  result: Promise<ApplyResult>;
}

/** The final desired state, and the steps that remain to reach it. */
interface Leftovers {
  desired: Desired;
  steps: PlannedStep[];
}

/** An application that has started. */
interface Running {
  operationId: string;
  ownership: Ownership;
  desired: Desired;
  steps: PlannedStep[];
  hold: Hold;
  /** The ARNs of all roles that it can change or stop using. */
  roleArns: string[];
}

/** Options for an application that does more than its spec alone requests. */
export interface ApplyOptions extends PlanOptions {
  action?: ChangeAction;
  /** The session of the requester, if the requester is the user. It can be exempt from approvals. */
  session?: OwnSession;
  /** Refuses a plan by throwing, before any write. A plan that violates a rule is always refused. */
  refuse?: (prepared: PreparedPlan) => Promise<void>;
  /** Called under the claim, once the plan is accepted and before the first write. */
  beforeWriting?: () => Promise<void>;
}

interface ApplierOptions {
  approvals: PlanApprovals;
  guardrailReports: GuardrailReports;
  changes: ChangeLog;
  cutOffs: Pick<CutOffs, 'requireNone'>;
  planner: Planner;
  runner: StepRunner;
  writers: Writers;
  verifier: Verifier;
  store: ServiceAccountStore;
  records: Records;
  consents: ConsentStore;
  operations: OperationStore;
  managed: Pick<ManagedObjectStore, 'objectsOf' | 'holdersOfRole'>;
}

/** Applies specs to AWS and the cluster: one operation writes for a ServiceAccount at a time, and an interrupted one can resume at any step. */
export class Applier {
  readonly #o: ApplierOptions;

  constructor(options: ApplierOptions) {
    this.#o = options;
  }

  /**
   * Plans a spec, and starts to apply it. A concurrent request waits for the others, and gets the result of the last one if spec and requester are
   * the same.
   *
   * @throws InputError - that names every violated rule, before any write; ApprovalRequiredError; ServiceUnavailableError.
   */
  async start(
    asked: IamServiceAccountSpec,
    ownership: Ownership,
    by: ChangeRequest,
    options: ApplyOptions = {},
  ): Promise<Application> {
    const { planner, writers } = this.#o;
    const before = await planner.ask(asked, ownership, options);
    const { judgment } = before;
    if (judgment.violations.length > 0)
      await requireContext(judgment, options.refuse);
    const operationId = randomUUID();
    let request = before;
    const { hold, seen, roleArns } = await writers.hold(
      asked,
      async () => {
        request = await planner.renew(before);
        return rolesToHold(request, this.#o.managed);
      },
      operationId,
      { removes: options.reduces },
    );
    try {
      const { id, spec } = request;
      const specHash = specHashOf(spec, ownership);
      requireStillFree(request);
      const same = await this.#resultOf(seen, specHash, by.requester);
      if (same) {
        await hold.release();
        return same;
      }
      requireSameOrigin(request);
      await this.#o.cutOffs.requireNone(roleArns);
      const prepared = await planner.prepare(request);
      const context = await requireContext(prepared, options.refuse);
      requireHeld(request, roleArns);
      const approved = await this.#o.approvals.begin(
        {
          ...{ id: operationId, serviceAccountId: id, specHash },
          createdBy: by.requester,
        },
        request,
        context,
        by,
        options.session,
      );
      await this.#o.guardrailReports.note(request, prepared.warnings);
      await options.beforeWriting?.();
      await this.#record(request, context);
      const { desired, steps } = context;
      return {
        operationId,
        result: this.#run(
          changeOfApplying({
            operationId,
            desired,
            by: approved,
            ownership,
            options,
          }),
          { operationId, ownership, desired, steps, hold, roleArns },
        ),
      };
    } catch (error) {
      await failOperation(this.#o.operations, operationId, error);
      await hold.release();
      throw error;
    }
  }

  /** Records the intent before any object is created, so that an interrupted operation can continue. */
  async #record(
    { id, ownership, record }: PlanRequest,
    context: PlanContext,
  ): Promise<void> {
    const { desired, observed, steps } = context;
    const { store, records, consents } = this.#o;
    const { entityRef = '', entityUid, owner = '' } = ownership;
    const { spec } = desired;
    const adoption = adoptionOf(desired, observed);
    await store.recordIntent({
      ...{ id, spec, entityRef, entityUid, owner },
      settlingUntil: settlingUntil(steps),
    });
    await records.begin(context, adoption.objects, isRecovered(record));
    // After the records, so that an interrupted adoption can continue.
    await consents.use(id, adoption.consents);
  }

  /** Returns the result of the last operation among these holders of the claim, if spec and requester are the same. */
  async #resultOf(
    holders: string[],
    specHash: string,
    createdBy: string,
  ): Promise<Application | undefined> {
    const last = await this.#o.operations.lastOf(holders);
    if (
      last?.status !== 'succeeded' ||
      last.specHash !== specHash ||
      last.createdBy !== createdBy
    ) {
      return undefined;
    }
    const account = await this.#o.store.get(last.serviceAccountId);
    if (!account?.verification) return undefined;
    const { verification } = account;
    const { steps } = last;
    return {
      operationId: last.id,
      result: Promise.resolve({ steps, serviceAccount: account, verification }),
    };
  }

  /** Plans the remaining steps after a change of the mechanism: they remove the other mechanism if no pod needs it any longer. */
  async #leftovers({ desired, steps, ownership }: Running): Promise<Leftovers> {
    const none = { desired, steps: [] };
    const { keepsOther, spec } = desired;
    if (!keepsOther || !steps.some(({ effect }) => effect)) return none;
    const { planner } = this.#o;
    const { violations, context } = await planner.prepare(
      await planner.ask(spec, ownership),
    );
    if (violations.length > 0 || !context) return none;
    return {
      desired: context.desired,
      steps: context.steps
        .filter(({ effect }) => effect !== null)
        .map(step => ({ ...step, id: `${step.id}-after` })),
    };
  }

  async #run(change: NewChange, running: Running): Promise<ApplyResult> {
    const { operationId, desired, steps, hold } = running;
    const { changes, operations, records, store, verifier } = this.#o;
    const { spec } = desired;
    try {
      return await changes.track(change, async open => {
        const done = await this.#make(open, running);
        const until = settlingUntil(steps);
        // The settling time of the intent counts from the intent. This one counts from the last write.
        if (until) await store.recordSettling(serviceAccountId(spec), until);
        await hold.releaseRoles();
        const { account, verification } = await verifier.verify(spec, {
          live: true,
          settling: until !== undefined,
          written: true,
          tolerateCap: true,
        });
        await records.recordUid(desired);
        await operations.complete(operationId);
        return { steps: done, serviceAccount: account, verification };
      });
    } catch (error) {
      await failWriting(this.#o, running, spec, error);
      throw error;
    } finally {
      await hold.release();
    }
  }

  /** Runs all steps, and then the leftover steps. */
  async #make(change: OpenChange, running: Running): Promise<OperationStep[]> {
    const { operationId, desired, steps, hold } = running;
    // An adopted role keeps its own path, so its ARN can differ.
    const roleArns = [...running.roleArns, desired.roleArn];
    const run = (more: PlannedStep[], before: OperationStep[]) =>
      this.#o.runner.run(desired.config, more, {
        change,
        hold,
        // The role can be cut off meanwhile, because a cut-off does not wait for this operation.
        permit: () => this.#o.cutOffs.requireNone(roleArns),
        onProgress: progress =>
          this.#o.operations.setSteps(operationId, [...before, ...progress]),
      });
    const first = await run(steps, []);
    const rest = await this.#leftovers(running);
    const done = [
      ...first,
      ...(rest.steps.length > 0 ? await run(rest.steps, first) : []),
    ];
    await this.#o.records.end(rest.desired);
    return done;
  }
}
