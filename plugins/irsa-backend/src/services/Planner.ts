import type {
  IamServiceAccountSpec,
  Plan,
  PlanStep,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Observation } from '../observe/observation';
import type { Observer } from '../observe/Observer';
import type { Observed } from '../observe/types';
import { adoptRole } from '../plan/adoption';
import { desire, plannedNames, type Desired } from '../plan/desired';
import { plan } from '../plan/plan';
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
}

/** Makes plans from what is really there. */
export class Planner {
  readonly #config: IrsaConfig;
  readonly #observer: Observer;
  readonly #managed: ManagedObjectStore;

  static create(options: {
    config: IrsaConfig;
    observer: Observer;
    managed: ManagedObjectStore;
  }): Planner {
    return new Planner(options);
  }

  private constructor(options: {
    config: IrsaConfig;
    observer: Observer;
    managed: ManagedObjectStore;
  }) {
    this.#config = options.config;
    this.#observer = options.observer;
    this.#managed = options.managed;
  }

  /** Every rule that the spec breaks before anything is read. */
  check(spec: IamServiceAccountSpec, ownership: Ownership): Violation[] {
    return [
      ...checkAgainstConfig(spec, this.#config, ownership.owner),
      ...ownership.violations,
    ];
  }

  /**
   * The plan for a spec. Reads, and writes nothing.
   *
   * @throws ServiceUnavailableError - when something that the plan depends on could not be read.
   */
  async prepare(
    spec: IamServiceAccountSpec,
    ownership: Ownership,
  ): Promise<PreparedPlan> {
    const violations = this.check(spec, ownership);
    const config = this.#config.clusters.find(
      ({ name }) => name === spec.cluster,
    );
    const { entityRef, owner } = ownership;
    if (violations.length > 0 || !config || !entityRef || !owner) {
      return { steps: [], violations };
    }
    const { rolePath } = this.#config;
    const names = plannedNames(config, rolePath, spec);
    const [observed, { recorded, sharing }] = await Promise.all([
      this.#observer.observeForPlan(config, spec, names),
      this.#records(spec, names),
    ]);
    requireReadings(observed);
    const cluster = requireFound(observed.cluster, `cluster ${config.name}`);
    const desired = adoptRole(
      {
        ...desire({ spec, config, cluster, rolePath, entityRef, owner }),
        sharing,
      },
      observed,
    );
    return {
      steps: plan(desired, observed),
      violations: preflight(desired, observed, this.#config, recorded),
      desired,
    };
  }

  /** The role that a spec is about: known before anything is read, for whoever has to be alone in writing it. */
  roleArnOf(spec: IamServiceAccountSpec): string | undefined {
    const { clusters, rolePath } = this.#config;
    const config = clusters.find(({ name }) => name === spec.cluster);
    return config && plannedNames(config, rolePath, spec).roleArn;
  }

  /** What stands in our records, for this ServiceAccount or for another that has the same role. */
  async #records(
    spec: IamServiceAccountSpec,
    { roleArn, policyArn }: { roleArn: string; policyArn: string },
  ): Promise<{
    recorded: ReadonlySet<string>;
    sharing: Desired['sharing'];
  }> {
    const id = serviceAccountId(spec);
    const [own, others] = await Promise.all([
      this.#managed.objectsOf(id),
      this.#managed.recordedForOthers(id, [roleArn, policyArn]),
    ]);
    if (others.length === 0) return { recorded: own, sharing: undefined };
    return {
      recorded: new Set([...own, ...others]),
      sharing: own.has(roleArn) ? 'member' : 'joins',
    };
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

function requireReadings(observed: Observed): void {
  const needed = [
    'cluster',
    'oidcProvider',
    'role',
    'attachedPolicies',
    'plannedPolicy',
    'namespace',
    'serviceAccount',
  ] as const;
  for (const part of needed) {
    const reading = observed[part];
    if (reading.state === 'unknown') {
      throw unavailable(
        `The plan depends on what could not be read. ${reading.reason}`,
      );
    }
  }
}
