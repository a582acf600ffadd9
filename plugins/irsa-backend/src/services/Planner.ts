import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type {
  IamServiceAccountSpec,
  Plan,
  PlanStep,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import {
  checkManagedPolicies,
  checkSpecGuardrails,
} from '../guardrails/guardrails';
import { serviceAccountId } from '../naming/serviceAccountId';
import { readingsOf, type DeletionReader } from '../observe/DeletionReader';
import { valueOf, type Observation } from '../observe/observation';
import type { Observer } from '../observe/Observer';
import type { Observed } from '../observe/types';
import { adoptRole } from '../plan/adoption';
import {
  boundaryOf,
  desire,
  plannedNames,
  type Desired,
} from '../plan/desired';
import { plannedPermissions } from '../plan/permissions/plannedPermissions';
import type { Left } from '../plan/leaving';
import { plan } from '../plan/plan';
import { isDetail, recordedArns } from '../plan/records';
import { mergedTrust, trustEntryOf } from '../plan/trust';
import type { PlannedStep } from '../plan/types';
import { preflight } from '../preflight/preflight';
import { checkAgainstConfig } from '../preflight/specRules';
import type { ManagedObjectStore } from '../store/ManagedObjectStore';
import type { Ownership } from './Access';
import { unavailable } from './errors';

/** A plan with all that applying it needs. `desired` is absent when the spec is too wrong to look around for it. */
export interface PreparedPlan {
  steps: PlannedStep[];
  violations: Violation[];
  desired?: Desired;
  /** What the plan was made from. */
  observed?: Observed;
}

/** Makes plans from what is really there. */
export class Planner {
  readonly #config: IrsaConfig;
  readonly #observer: Observer;
  readonly #managed: ManagedObjectStore;
  readonly #leftReader: DeletionReader;
  readonly #loadCatalogue: () => Promise<ActionCatalogue>;

  static create(options: {
    config: IrsaConfig;
    observer: Observer;
    managed: ManagedObjectStore;
    leftReader: DeletionReader;
    loadCatalogue: () => Promise<ActionCatalogue>;
  }): Planner {
    return new Planner(options);
  }

  private constructor(options: {
    config: IrsaConfig;
    observer: Observer;
    managed: ManagedObjectStore;
    leftReader: DeletionReader;
    loadCatalogue: () => Promise<ActionCatalogue>;
  }) {
    this.#config = options.config;
    this.#observer = options.observer;
    this.#managed = options.managed;
    this.#leftReader = options.leftReader;
    this.#loadCatalogue = options.loadCatalogue;
  }

  /** Every rule that the spec breaks before anything is read. */
  async check(
    spec: IamServiceAccountSpec,
    { owner, violations }: Ownership,
  ): Promise<Violation[]> {
    const config = this.#config;
    const cluster = this.#clusterOf(spec);
    const rules = checkAgainstConfig(spec, config, owner);
    const catalogue = await this.#loadCatalogue();
    const guardrails = cluster
      ? checkSpecGuardrails(spec, { config, cluster, owner, catalogue })
      : [];
    return [...rules, ...violations, ...guardrails];
  }

  /**
   * The plan for a spec, with what it changes in what the service can do. Reads, and writes nothing.
   *
   * @throws ServiceUnavailableError - when something that the plan depends on could not be read.
   */
  async plan(spec: IamServiceAccountSpec, ownership: Ownership): Promise<Plan> {
    const prepared = await this.prepare(spec, ownership);
    const { desired, observed } = prepared;
    if (!desired || !observed) return toPlan(prepared);
    return {
      ...toPlan(prepared),
      permissions: plannedPermissions(desired, observed, prepared.steps, {
        catalogue: await this.#loadCatalogue(),
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
    spec: IamServiceAccountSpec,
    ownership: Ownership,
  ): Promise<PreparedPlan> {
    const violations = await this.check(spec, ownership);
    const config = this.#clusterOf(spec);
    const { entityRef, owner } = ownership;
    if (violations.length > 0 || !config || !entityRef || !owner) {
      return { steps: [], violations };
    }
    const { rolePath, guardrails } = this.#config;
    const names = plannedNames(config, rolePath, spec);
    const [observed, { own, recorded, sharing }, catalogue] = await Promise.all(
      [
        this.#observe(spec, config),
        this.#records(spec, names),
        this.#loadCatalogue(),
      ],
    );
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
    const desired = adoptRole({ ...wanted, sharing }, observed);
    return {
      steps: plan(desired, observed, recorded, await this.#left(desired, own)),
      violations: [
        ...preflight(desired, observed, this.#config, recorded),
        ...checkManagedPolicies(spec, observed, this.#config, catalogue),
      ],
      desired,
      observed,
    };
  }

  /** The roles that a spec is about: the one that it names, and those that it leaves. For whoever has to be alone in writing them. */
  async roleArnsOf(spec: IamServiceAccountSpec): Promise<string[]> {
    const config = this.#clusterOf(spec);
    const own = await this.#managed.objectsOf(serviceAccountId(spec));
    return [
      ...(config
        ? [plannedNames(config, this.#config.rolePath, spec).roleArn]
        : []),
      ...recordedArns('role', own),
    ];
  }

  /** What was made for the ServiceAccount when its spec named another role; undefined when there is nothing. */
  async #left(
    { config, roleArn, policyArn }: Desired,
    own: ReadonlySet<string>,
  ): Promise<Left | undefined> {
    const roleArns = recordedArns('role', own).filter(arn => arn !== roleArn);
    const policyArns = recordedArns('policy', own).filter(
      arn => arn !== policyArn,
    );
    if (roleArns.length + policyArns.length === 0) return undefined;
    const [objects, adopted] = await Promise.all([
      this.#leftReader.readIam(config, { roleArns, policyArns }),
      this.#managed.adoptedAmong([...roleArns, ...policyArns]),
    ]);
    requireKnown(readingsOf(objects));
    const { rolePath } = this.#config;
    return { ...objects, rolePath, recorded: own, adopted };
  }

  /** What stands in our records, for this ServiceAccount or for another that has the same role. What both set on it is not ours alone to take off. */
  async #records(
    spec: IamServiceAccountSpec,
    { roleArn, policyArn }: { roleArn: string; policyArn: string },
  ): Promise<{
    own: ReadonlySet<string>;
    recorded: ReadonlySet<string>;
    sharing: Desired['sharing'];
  }> {
    const id = serviceAccountId(spec);
    const own = await this.#managed.objectsOf(id);
    const names = [roleArn, policyArn];
    const others = new Set(
      await this.#managed.recordedForOthers(id, [...names, ...own]),
    );
    const shared = names.filter(name => others.has(name));
    const alone = [...own].filter(
      record => !isDetail(record) || !others.has(record),
    );
    const member = own.has(roleArn) ? 'member' : 'joins';
    return {
      own,
      recorded: new Set([...alone, ...shared]),
      sharing: shared.length > 0 ? member : undefined,
    };
  }

  #observe(
    spec: IamServiceAccountSpec,
    cluster: ClusterConfig,
  ): Promise<Observed> {
    const { rolePath, guardrails } = this.#config;
    const boundaryArn = boundaryOf(spec, cluster, guardrails);
    return this.#observer.observeForPlan(cluster, spec, {
      ...plannedNames(cluster, rolePath, spec),
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

/** The plan as the API shows it. */
export function toPlan({ steps, violations }: PreparedPlan): Plan {
  return { steps: steps.map(toPlanStep), violations };
}

/** The step as the API shows it, without what its execution needs. */
export function toPlanStep(step: PlannedStep): PlanStep {
  const { id, action, target, diff, summary } = step;
  return { id, action, target, diff, summary };
}

function requireFound<T>(observation: Observation<T>, what: string): T {
  if (observation.state === 'found') return observation.value;
  throw unavailable(
    observation.state === 'unknown'
      ? `The plan needs ${what}. ${observation.reason}`
      : `EKS has no ${what}: an administrator must correct irsa.clusters.`,
  );
}

function requireReadings(
  observed: Observed,
  { policyDocument }: IamServiceAccountSpec,
): void {
  const needed = [
    observed.cluster,
    observed.oidcProvider,
    observed.role,
    observed.attachedPolicies,
    observed.plannedPolicy,
    observed.namespace,
    observed.serviceAccount,
    ...Object.values(observed.wantedPolicies ?? {}),
    ...(policyDocument === undefined ? [] : [observed.inlinePolicies]),
  ];
  requireKnown(needed);
}

function requireKnown(readings: Observation<unknown>[]): void {
  for (const reading of readings) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `The plan depends on what could not be read. ${reading.reason}`,
      );
    }
  }
}
