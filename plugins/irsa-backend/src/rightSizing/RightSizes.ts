import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type RightSizeProposal,
  type RightSizeRequest,
  type RightSizing,
  roleAccountOf,
} from '@backstage-irsa/core/model';
import { partitionOf } from '@backstage-irsa/core/arn';
import type { ChangeRequest } from '../authorization/audit/types';
import { clusterNamed } from '../config/clusterNamed';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { Observer } from '../observe/Observer';
import { plannedNames } from '@backstage-irsa/core/planning';
import {
  trustedBeside,
  accessOf,
  sameAccess,
  withAccess,
  type RightSizeInput,
  brokenMethod,
} from '@backstage-irsa/core/rightSizing';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ProofStore } from '../serviceAccounts/ProofStore';
import type { RightSizingStore, StoredRightSizing } from './RightSizingStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import {
  recordedOwnership,
  type Ownership,
} from '../authorization/specOwnership';
import type { Application, Applier } from '../provisioning/Applier';
import { violationsError } from '../lib/errors';
import { requireOwnRole } from '../permissions/ownRole';
import type { Planner } from '../provisioning/Planner';
import type { PermissionsStore } from '../permissions/PermissionsStore';
import { UseReports } from '../permissions/UseReports';

const NO_SPEC = 'Backstage did not create it and does not change it.';

/** The status of a right-sizing, by the status of its operation. */
const SHOWN = {
  done: 'applied',
  running: 'running',
  failed: 'failed',
} as const;

interface RightSizesOptions {
  applier: Applier;
  config: IrsaConfig;
  evaluator: Evaluator;
  managed: ManagedObjectStore;
  observer: Observer;
  operations: OperationStore;
  permissions: Pick<PermissionsStore, 'hasRole'>;
  planner: Planner;
  proofs: ProofStore;
  rightSizings: RightSizingStore;
  store: ServiceAccountStore;
}

/** Reduces a role to what it used by applying a smaller spec, and undoes the reduction. */
export class RightSizes {
  readonly #o: RightSizesOptions;
  readonly #reports: UseReports;

  constructor(options: RightSizesOptions) {
    this.#o = options;
    this.#reports = new UseReports(options.observer);
  }

  /**
   * Returns what the role does not need according to AWS's report, with the plan that removes it. Read-only.
   *
   * @throws InputError - if an item cannot be removed; ConflictError - if there is no role; ServiceUnavailableError - with the missing permission.
   */
  async propose(
    account: IamServiceAccount,
    request: RightSizeRequest,
  ): Promise<RightSizeProposal> {
    // While a user selects items, all proposals use the same report.
    const isChoice = request.drop !== undefined || request.narrow !== undefined;
    const { proposal, violations } = await this.#o.evaluator.run('rightSize', {
      input: await this.#inputOf(account, { remembered: isChoice }),
      request,
    });
    if (violations.length > 0) throw violationsError(violations);
    const { spec, method } = proposal;
    if (!spec || method !== 'plan') return proposal;
    return {
      ...proposal,
      plan: await this.#o.planner.plan(spec, recordedOwnership(account)),
    };
  }

  /**
   * Returns the changes that `apply` will request, from a report generated now.
   *
   * @throws as `propose`; InputError - if nothing is to be removed, or not by a plan of Backstage.
   */
  async smallerSpec(
    account: IamServiceAccount,
    request: RightSizeRequest,
  ): Promise<SmallerSpec> {
    if (!account.spec) {
      throw violationsError(
        brokenMethod({ method: 'manual', methodReason: NO_SPEC }),
      );
    }
    const { proposal, violations } = await this.#o.evaluator.run('rightSize', {
      input: await this.#inputOf(account, { remembered: false }),
      request,
    });
    const { drop, narrow, spec, method, methodReason } = proposal;
    const broken = [
      ...violations,
      ...brokenMethod({ method, methodReason, spec }),
    ];
    if (broken.length > 0 || !spec) throw violationsError(broken);
    return { drop, narrow, spec };
  }

  /**
   * Starts to remove the unused access.
   *
   * @throws InputError - that names every broken rule, before any write; ConflictError - if the account was changed since; ServiceUnavailableError.
   */
  async apply(
    account: IamServiceAccount,
    { drop, narrow, spec }: SmallerSpec,
    ownership: Ownership,
    by: ChangeRequest,
  ): Promise<Application> {
    if (!account.spec) throw new ConflictError(NO_SPEC);
    const application = await this.#o.applier.start(spec, ownership, by, {
      action: 'right-size',
      reduces: true,
      derivedFrom: account,
    });
    await this.#o.rightSizings.record({
      id: randomUUID(),
      serviceAccountId: account.id,
      at: new Date().toISOString(),
      by: by.requester,
      ...{ drop, narrow },
      ...{ before: account.spec, after: spec },
      operationId: application.operationId,
    });
    return application;
  }

  /** Returns past removals, newest first, and whether each can be undone. */
  async list(account: IamServiceAccount): Promise<RightSizing[]> {
    const all = await this.#o.rightSizings.listOf(account.id);
    return Promise.all(all.map(one => this.#shown(one, account)));
  }

  /**
   * Returns the spec that restores what was removed.
   *
   * @throws NotFoundError; ConflictError - if the access was changed in another way since.
   */
  async specBefore(
    account: IamServiceAccount,
    id: string,
  ): Promise<IamServiceAccountSpec> {
    const made = await this.#o.rightSizings.get(account.id, id);
    if (!made) throw new NotFoundError(`No right-sizing ${id}.`);
    const why = await this.#whyNoUndo(made, account);
    if (why !== undefined || !account.spec) {
      throw new ConflictError(why ?? NO_SPEC);
    }
    return withAccess(account.spec, accessOf(made.before));
  }

  /**
   * Starts to restore what was removed.
   *
   * @throws as `apply`
   */
  async undo(
    account: IamServiceAccount,
    { id, spec }: { id: string; spec: IamServiceAccountSpec },
    ownership: Ownership,
    by: ChangeRequest,
  ): Promise<Application> {
    const application = await this.#o.applier.start(spec, ownership, by, {
      action: 'right-size-undo',
      derivedFrom: account,
    });
    await this.#o.rightSizings.recordUndo(id, {
      at: new Date().toISOString(),
      by: by.requester,
      operationId: application.operationId,
    });
    return application;
  }

  async #shown(
    made: StoredRightSizing,
    account: IamServiceAccount,
  ): Promise<RightSizing> {
    const { id, at, by, drop, narrow, operationId, undo } = made;
    const isUndone =
      undo && (await this.#statusOf(undo.operationId)) === 'done';
    const status = await this.#statusOf(operationId);
    const undoBlockedReason = await this.#whyNoUndo(made, account);
    return {
      ...{ id, at, by, drop, narrow, operationId },
      status: isUndone ? 'undone' : SHOWN[status],
      ...(isUndone && { undoneAt: undo.at, undoneBy: undo.by }),
      ...(undoBlockedReason !== undefined && { undoBlockedReason }),
    };
  }

  async #statusOf(operationId: string): Promise<'done' | 'running' | 'failed'> {
    const operation = await this.#o.operations.get(operationId);
    if (operation?.status === 'running') return 'running';
    return operation?.status === 'failed' ? 'failed' : 'done';
  }

  async #whyNoUndo(
    { after, before, operationId, undo }: StoredRightSizing,
    { spec }: IamServiceAccount,
  ): Promise<string | undefined> {
    const status = undo && (await this.#statusOf(undo.operationId));
    if (status === 'done') return 'The removal was already undone.';
    const runs = status ?? (await this.#statusOf(operationId));
    if (runs === 'running') return 'The removal is still running.';
    if (!spec) return NO_SPEC;
    // An undo that failed half-way has left its spec behind, and is requested again.
    const expected = undo ? before : after;
    return sameAccess(spec, expected)
      ? undefined
      : 'The permissions of the service changed after the removal. An undo would revert that change.';
  }

  async #inputOf(
    account: IamServiceAccount,
    { remembered }: { remembered: boolean },
  ): Promise<Omit<RightSizeInput, 'catalogue'>> {
    const { managed, observer, permissions, proofs } = this.#o;
    const config = clusterNamed(this.#o.config, account.cluster);
    const policies = await observer.look(config, account).rolePolicies();
    const role = await requireOwnRole(account, policies, permissions, config);
    const [report, own, sharedWith, made] = await Promise.all([
      this.#reports.read(config, role.arn, { remembered }),
      managed.objectsOf(account.id),
      this.#sharers(account, role.arn),
      proofs.madeFor(account.id),
    ]);
    const { spec } = account;
    const { region } = config;
    return {
      ...{ account, role, policies },
      isOurs: own.has(role.arn),
      ...(spec && {
        grantsPolicyArn: plannedNames(spec, config, this.#o.config).policyArn,
      }),
      sharedWith: [
        ...new Set([...sharedWith, ...trustedBeside(role, account)]),
      ],
      context: {
        partition: partitionOf(region).id,
        region,
        accountId: roleAccountOf(spec ?? {}, config),
      },
      uses: report.uses,
      now: report.at,
      proofs: made,
      unusedAfterDays: this.#o.config.unusedAfterDays,
    };
  }

  /** Returns the other IAM service accounts that have a role, as last observed or recorded for them. */
  async #sharers(
    account: IamServiceAccount,
    roleArn: string,
  ): Promise<string[]> {
    const own = formatServiceAccountRef(account);
    const refs = await this.#o.store.refsOfRole(roleArn);
    return refs.map(formatServiceAccountRef).filter(ref => ref !== own);
  }
}

/** The items to remove, and the spec without them. */
export interface SmallerSpec {
  drop: string[];
  narrow: string[];
  spec: IamServiceAccountSpec;
}
