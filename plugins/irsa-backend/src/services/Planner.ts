import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type Mechanism,
  type Plan,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import type { Evaluator } from '../evaluation/Evaluator';
import { serviceAccountId } from '../naming/serviceAccountId';
import { mayStillNeed } from '../migration/mayStillNeed';
import { readingsOf, type DeletionReader } from '../observe/DeletionReader';
import { valueOf } from '../observe/observation';
import type { Observer } from '../observe/Observer';
import type { Observed } from '../observe/types';
import {
  adoptionOf,
  isAdopted,
  withAdoption,
  type Adoption,
} from '../plan/adoption';
import {
  boundaryOf,
  desire,
  plannedNames,
  plannedRoles,
  type Desired,
} from '../plan/desired';
import type { Left } from '../plan/leaving';
import { plan } from '../plan/plan';
import { sharedBy } from '../plan/podRole';
import { associationRecord, recordedArns } from '../plan/records';
import { mergedTrust, trustEntryOf } from '../plan/trust';
import type { PlannedStep } from '../plan/types';
import { checkManagedElsewhere } from '../preflight/managedElsewhere';
import type { PlanOptions, SpecRules } from '../provisioning/SpecRules';
import { preflight } from '../preflight/preflight';
import type { OwnershipReader } from '../provisioning/OwnershipReader';
import type { ManagedObjectStore } from '../store/ManagedObjectStore';
import type { Ownership } from './Access';
import { requireFound, requireKnown, requireReadings } from './readings';
import { toPlanStep } from './toPlanStep';

/** A plan with all that applying it needs. `desired` is absent when the spec is too wrong to look around for it. */
export interface PreparedPlan {
  steps: PlannedStep[];
  violations: Violation[];
  desired?: Desired;
  /** What the plan was made from. */
  observed?: Observed;
  /** What applying the plan adopts. */
  adoption?: Adoption;
  /** An object of the name is somebody else's. */
  isOthers?: boolean;
}

/** Rules of the preflight that an object of somebody else breaks: steps, trust policy and permissions would tell what that may do. */
const OTHERS_RULES: ReadonlySet<string> = new Set([
  'other-owner',
  'not-ours',
  'managed-by-other-tool',
  'adoption-consent',
]);

interface PlannerOptions {
  config: IrsaConfig;
  observer: Observer;
  managed: ManagedObjectStore;
  leftReader: DeletionReader;
  evaluator: Evaluator;
  /** What was asked for last. */
  mechanismOf: (id: string) => Promise<Mechanism | undefined>;
  rules: SpecRules;
  ownerships: OwnershipReader;
}

/** Makes plans from what is really there. */
export class Planner {
  readonly #config: IrsaConfig;
  readonly #observer: Observer;
  readonly #managed: ManagedObjectStore;
  readonly #leftReader: DeletionReader;
  readonly #evaluator: Evaluator;
  readonly #mechanismOf: (id: string) => Promise<Mechanism | undefined>;
  readonly #rules: SpecRules;
  readonly #ownerships: OwnershipReader;

  static create(options: PlannerOptions): Planner {
    return new Planner(options);
  }

  private constructor(options: PlannerOptions) {
    this.#config = options.config;
    this.#observer = options.observer;
    this.#managed = options.managed;
    this.#leftReader = options.leftReader;
    this.#evaluator = options.evaluator;
    this.#mechanismOf = options.mechanismOf;
    this.#rules = options.rules;
    this.#ownerships = options.ownerships;
  }

  /** The spec with the mechanism that its ServiceAccount has, where it names none. */
  async settle(spec: IamServiceAccountSpec): Promise<IamServiceAccountSpec> {
    if (spec.mechanism !== undefined) return spec;
    const mechanism = await this.#mechanismOf(serviceAccountId(spec));
    return mechanism === 'pod-identity' ? { ...spec, mechanism } : spec;
  }

  /** Every rule that the spec breaks before anything is read. */
  check(
    spec: IamServiceAccountSpec,
    ownership: Ownership,
    options: PlanOptions = {},
  ): Promise<Violation[]> {
    return this.#rules.check(spec, ownership, options);
  }

  /**
   * The plan for a spec, with what it changes in what the service can do. Reads, and writes nothing. It has the violations alone where an object
   * of the name is somebody else's.
   *
   * @throws ServiceUnavailableError - when something that the plan depends on could not be read.
   */
  async plan(spec: IamServiceAccountSpec, ownership: Ownership): Promise<Plan> {
    const prepared = await this.prepare(spec, ownership);
    const { desired, observed } = prepared;
    const { violations } = prepared;
    if (prepared.isOthers) return { steps: [], violations };
    const steps = prepared.steps.map(toPlanStep);
    if (!desired || !observed) return { steps, violations };
    return {
      ...{ steps, violations },
      permissions: await this.#evaluator.run('plannedPermissions', {
        desired,
        observed,
        steps: prepared.steps,
        now: new Date(observed.at),
      }),
      trustPolicy: {
        ...mergedTrust(
          valueOf(observed.role)?.trust.document,
          trustEntryOf(desired),
        ),
      },
      ...(desired.policy && { permissionsPolicy: { ...desired.policy } }),
    };
  }

  /**
   * The steps for a spec with all that applying them needs. Reads, and writes nothing.
   *
   * @throws ServiceUnavailableError - when something that the plan depends on could not be read.
   */
  async prepare(
    asked: IamServiceAccountSpec,
    ownership: Ownership,
    options: PlanOptions = {},
  ): Promise<PreparedPlan> {
    const spec = await this.settle(asked);
    const violations = await this.check(spec, ownership, options);
    const config = this.#clusterOf(spec);
    const { entityRef, owner } = ownership;
    if (violations.length > 0 || !config || !entityRef || !owner) {
      return { steps: [], violations };
    }
    const { rolePath, guardrails } = this.#config;
    const own = await this.#managed.objectsOf(serviceAccountId(spec));
    const observed = await this.#observe(spec, config, own);
    requireReadings(observed, spec);
    const cluster = requireFound(observed.cluster, `cluster ${config.name}`);
    const wanted = desire({
      spec,
      config,
      cluster,
      rolePath,
      guardrails,
      entityRef,
      owner,
    });
    const records = await this.#ownerships.read(wanted, observed, ownership);
    const placed = withAdoption(wanted, observed, records);
    const { recorded, sharing } = await this.#ownerships.shared(placed, own);
    const named = sharedBy(placed, sharing);
    const keepsOther = await mayStillNeed(named, observed, () =>
      this.#observer.observePods(config, spec),
    );
    const desired = { ...named, keepsOther };
    const left = await this.#left(desired, own);
    const steps = plan(desired, observed, recorded, left);
    const now = new Date(observed.at);
    const found = preflight(
      { desired, observed, recorded, ownership: records, now },
      this.#config,
    );
    const granting = await this.#rules.checkGranting(
      // What came with a role was judged when it was adopted.
      isAdopted(desired, observed) ? { ...spec, adopt: undefined } : spec,
      { ownership, desired, observed, steps, own },
      options,
    );
    return {
      steps,
      violations: [
        ...found,
        ...checkManagedElsewhere(steps, observed, found),
        ...granting,
      ],
      isOthers: found.some(({ rule }) => OTHERS_RULES.has(rule)),
      desired,
      observed,
      adoption: adoptionOf(desired, observed),
    };
  }

  /** The roles that a spec is about: the one that it names, and those that it leaves. For whoever has to be alone in writing them. */
  async roleArnsOf(spec: IamServiceAccountSpec): Promise<string[]> {
    const config = this.#clusterOf(spec);
    const own = await this.#managed.objectsOf(serviceAccountId(spec));
    const names = config && plannedNames(config, this.#config.rolePath, spec);
    return [
      ...(names ? plannedRoles(names) : []),
      ...recordedArns('role', own),
    ];
  }

  /** What was made for the ServiceAccount when its spec named another role; undefined when there is nothing. */
  async #left(
    { config, roleArn, policyArn, podRole, spec }: Desired,
    own: ReadonlySet<string>,
  ): Promise<Left | undefined> {
    const roleArns = recordedArns('role', own).filter(
      arn => arn !== roleArn && arn !== podRole?.roleArn,
    );
    const policyArns = recordedArns('policy', own).filter(
      arn => arn !== policyArn,
    );
    if (roleArns.length + policyArns.length === 0) return undefined;
    const [objects, adopted, shared] = await Promise.all([
      this.#leftReader.readIam(config, { roleArns, policyArns }),
      this.#managed.adoptedAmong([...roleArns, ...policyArns]),
      this.#managed.recordedForOthers(serviceAccountId(spec), roleArns),
    ]);
    requireKnown(readingsOf(objects));
    const { rolePath } = this.#config;
    return {
      ...objects,
      ...{ rolePath, recorded: own, adopted },
      shared: new Set(shared),
    };
  }

  #observe(
    spec: IamServiceAccountSpec,
    cluster: ClusterConfig,
    recorded: ReadonlySet<string>,
  ): Promise<Observed> {
    const { rolePath, guardrails } = this.#config;
    const boundaryArn = boundaryOf(spec, cluster, guardrails);
    const { podRoleArn, ...names } = plannedNames(cluster, rolePath, spec);
    return this.#observer.observeForPlan(cluster, spec, {
      ...names,
      ...(podRoleArn !== undefined && {
        podRole: {
          arn: podRoleArn,
          boundaryArn: guardrails?.permissionsBoundaries[cluster.accountId],
        },
      }),
      podIdentity:
        spec.mechanism === 'pod-identity' ||
        recorded.has(associationRecord(formatServiceAccountRef(spec))),
      wantedPolicyArns: [
        ...(spec.managedPolicyArns ?? []),
        ...(boundaryArn === undefined ? [] : [boundaryArn]),
      ],
    });
  }

  #clusterOf(spec: IamServiceAccountSpec): ClusterConfig | undefined {
    return this.#config.clusters.find(({ name }) => name === spec.cluster);
  }
}
