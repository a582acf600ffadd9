import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type Plan,
  type PlannedPermissions,
  serviceAccountId,
  type Observed,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { leftInUse, mayStillNeed } from '@backstage-irsa/core/migration';
import type { Look } from '../observe/Look';
import type { Observer } from '../observe/Observer';
import type { Drift } from '../verification/types';
import {
  plannedEntry,
  planContext,
  plannedNames,
  type PlannedObjects,
  type Desired,
  plan,
  plannedObjects,
  trustAfter,
  type PlannedStep,
  accountsOf,
  checkHandOver,
  checkManagedElsewhere,
  checkWriting,
  concernsOthers,
  preflight,
  toPlanStep,
} from '@backstage-irsa/core/planning';
import type { LastWrites } from './LastWrites';
import type { OwnershipReader } from './OwnershipReader';
import type {
  PlacedRequest,
  PlanContext,
  PlanOptions,
  PlanPlace,
  PlanRequest,
  PreparedPlan,
} from './PlanContext';
import { neededBy, type PlanApprovals } from './PlanApprovals';
import type { RecordedReader } from './RecordedReader';
import type { SpecRules } from './SpecRules';
import {
  planDelivered,
  rendererOf,
  serviceAccountPatchOf,
} from '@backstage-irsa/core/delivery';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';
import {
  recordedOwnership,
  type Ownership,
} from '../authorization/specOwnership';
import { toldRecord } from '../authorization/toldRecord';
import { readLeft } from './readLeft';
import { requireReadings } from './requireReadings';
import { sameIntent } from './sameRecord';
import { withCurrentTrust } from './withCurrentTrust';
import { withMechanism } from './withMechanism';

interface PlannerOptions {
  approvals: PlanApprovals;
  config: IrsaConfig;
  observer: Observer;
  managed: ManagedObjectStore;
  store: ServiceAccountStore;
  leftReader: RecordedReader;
  trustWrites: TrustWriteStore;
  evaluator: Evaluator;
  lastWrites: LastWrites;
  rules: SpecRules;
  ownerships: OwnershipReader;
}

/** Makes plans from the actual state of AWS and the cluster. */
export class Planner {
  readonly #o: PlannerOptions;

  constructor(options: PlannerOptions) {
    this.#o = options;
  }

  /** Returns a spec with its records, and every rule that it violates before AWS or a cluster is read. */
  async ask(
    asked: IamServiceAccountSpec,
    ownership: Ownership,
    options: PlanOptions = {},
  ): Promise<PlanRequest> {
    const id = serviceAccountId(asked);
    const record = await toldRecord(this.#o.store, id, ownership);
    const spec = withMechanism(asked, record);
    const judged = { spec, ownership, options, record };
    return {
      ...{ id, asked, ...judged, place: this.#placeOf(spec, ownership) },
      judgment: await this.#o.rules.judge(judged),
    };
  }

  /** Returns the same request with the current records, for use under the claim. Judges it again only if spec, entity, or owner changed. */
  async renew(request: PlanRequest): Promise<PlanRequest> {
    const { id, asked, ownership, options } = request;
    const record = await toldRecord(this.#o.store, id, ownership);
    return sameIntent(record, request.record)
      ? { ...request, record }
      : this.ask(asked, ownership, options);
  }

  /**
   * Plans a spec, and shows how the plan changes the permissions of the service. Reads only. Returns only violations and warnings if the spec is
   * refused before AWS is read, or if an object with the planned name belongs to somebody else.
   *
   * @throws ServiceUnavailableError - if something that the plan depends on could not be read.
   */
  async plan(spec: IamServiceAccountSpec, ownership: Ownership): Promise<Plan> {
    const request = await this.ask(spec, ownership);
    const prepared = await this.prepare(request);
    const { violations, warnings, context, isOthers } = prepared;
    const told = { violations, ...(warnings.length > 0 && { warnings }) };
    if (isOthers || !context) return { steps: [], ...told };
    const { desired, observed, steps } = context;
    const { rules } =
      violations.length > 0
        ? { rules: [] }
        : await this.#o.approvals.needed(context);
    const serviceAccountPatch = serviceAccountPatchOf(desired, observed);
    return {
      ...(rules.length > 0 && { approvals: rules.map(neededBy) }),
      ...{ steps: steps.map(toPlanStep), ...told },
      permissions: await this.permissionsOf(context),
      trustPolicy: { ...trustAfter(desired, observed) },
      ...(desired.policy && { permissionsPolicy: { ...desired.policy } }),
      ...(serviceAccountPatch && { serviceAccountPatch }),
    };
  }

  /** Returns how the steps change the permissions of the service. */
  permissionsOf(context: PlanContext): Promise<PlannedPermissions> {
    const { desired, observed, steps, now } = context;
    const task = { desired, observed, steps, now };
    return this.#o.evaluator.run('plannedPermissions', task);
  }

  /**
   * Plans the steps for a spec, with everything that is needed to apply them. Reads only.
   *
   * @throws ServiceUnavailableError - if something that the plan depends on could not be read.
   */
  async prepare(request: PlanRequest): Promise<PreparedPlan> {
    const { place, spec, judgment, options } = request;
    const { violations, warnings } = judgment;
    if (!place || violations.length > 0) return { violations, warnings };
    const { config, lastWrites, observer, rules } = this.#o;
    const context = await withCurrentTrust(
      this.#o.trustWrites,
      [place.names.roleArn],
      async () => {
        const look = await lastWrites.currentLook(
          request.record,
          () => observer.look(place.config, spec),
          (record, seen) => this.drift(record, seen),
        );
        const placed = { ...request, place };
        return this.#contextOf(placed, look, o => look.forPlan(o));
      },
      ({ observed }) => [observed.role],
    );
    const found = preflight(context, config);
    const isOthers = concernsOthers(found);
    // Do not disclose the policies of another owner's role. A role that is recorded for this ServiceAccount is about to change its owner.
    const isKnown = context.own.has(context.desired.roleArn);
    const granting =
      isOthers && spec.adopt && !isKnown
        ? judgment
        : await rules.checkGranting(request, context);
    return {
      context,
      warnings: granting.warnings,
      violations: [
        ...checkHandOver(context, request.record?.delivery),
        ...found,
        ...checkManagedElsewhere(context.steps, context, found),
        ...granting.violations,
        ...checkWriting(
          config,
          accountsOf(place.config, context.steps),
          options.delivers ? 'deliver' : 'write',
        ),
      ],
      isOthers,
    };
  }

  /**
   * Plans the steps that restore the last requested spec, and says whether they are based on an older state than Backstage wrote last. Undefined
   * without a spec, or if its delivery format (newer), cluster, or owner is unknown.
   *
   * @throws ServiceUnavailableError - if something that the steps depend on could not be read.
   */
  async drift(
    account: IamServiceAccount,
    look: Look,
  ): Promise<Drift | undefined> {
    const { id, spec, delivery } = account;
    if (!spec || (delivery && !rendererOf(delivery.format))) return undefined;
    const context = await this.standing(spec, recordedOwnership(account), look);
    if (!context) return undefined;
    const { desired, observed, steps } = context;
    const driftOf = (wanted: PlannedStep[]) =>
      wanted.filter(({ action }) => action !== 'none');
    if (delivery) {
      const wanted = planDelivered(delivery.format, desired, observed);
      return { steps: driftOf(wanted) };
    }
    const unseenUntil = await this.#o.lastWrites.unseenUntil(id, steps);
    return { steps: driftOf(steps), unseenUntil };
  }

  /** Reads the current state for a spec, and plans the steps to reach it, regardless of rules. Undefined if its cluster or owner is unknown. */
  async standing(
    spec: IamServiceAccountSpec,
    ownership: Ownership,
    look: Look,
  ): Promise<PlanContext | undefined> {
    const id = serviceAccountId(spec);
    const place = this.#placeOf(spec, ownership);
    return place
      ? this.#contextOf({ id, spec, ownership, place }, look, objects =>
          look.forDrift(objects),
        )
      : undefined;
  }

  /** Reads everything that a plan depends on, once. */
  async #contextOf(
    { id, spec, ownership, place }: PlacedRequest,
    { pods }: Look,
    observe: (objects: PlannedObjects) => Promise<Observed>,
  ): Promise<PlanContext> {
    const { managed, ownerships, config } = this.#o;
    const { names } = place;
    const own = await managed.objectsOf(id);
    const observed = await observe(plannedObjects(spec, names, own));
    const cluster = requireReadings(observed, spec);
    const asked = { spec, ...place, cluster, guardrails: config.guardrails };
    const [recorded, keepsOther] = await Promise.all([
      ownerships.read({ id, names, own }, observed, ownership),
      mayStillNeed(plannedEntry(asked), observed, pods),
    ]);
    const facts = { observed, own, ...recorded };
    const context = planContext({ ...asked, keepsOther }, facts);
    const left = await readLeft(this.#o, context.desired, facts);
    const keepReason = await leftInUse(left, observed, pods);
    const desired: Desired = {
      ...context.desired,
      ...(keepReason !== undefined && { keepsLeft: true }),
    };
    return {
      ...{ ...facts, ...context, desired, pods },
      steps: plan(desired, observed, context.recorded, { ...left, keepReason }),
    };
  }

  /** Returns the cluster, names, entity, and owner for a spec. Undefined unless all are known and may be told. */
  #placeOf(
    spec: IamServiceAccountSpec,
    { entityRef, owner, isUntold }: Ownership,
  ): PlanPlace | undefined {
    const { config: irsa } = this.#o;
    const config = irsa.clusters.find(({ name }) => name === spec.cluster);
    return config && entityRef && owner && !isUntold
      ? { config, names: plannedNames(spec, config, irsa), entityRef, owner }
      : undefined;
  }
}
