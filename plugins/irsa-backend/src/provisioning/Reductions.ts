import type {
  IamServiceAccountSpec,
  StepTarget,
} from '@backstage-irsa/core/model';
import {
  type RecordedSpec,
  type PlannedStep,
  type PlannedAccess,
  changesTags,
  opensWay,
} from '@backstage-irsa/core/planning';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { sameAccess } from '@backstage-irsa/core/rightSizing';

/** The kinds of objects that give access when they are created, regardless of their policies. */
const GIVING: ReadonlySet<StepTarget['kind']> = new Set([
  'role',
  'role-policy-attachment',
  'pod-identity-association',
  'service-account',
]);

interface ReductionsOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
}

/** Detects requests and plans that only remove access. Rules about granting, which can have changed since, must not block these. */
export class Reductions {
  readonly #o: ReductionsOptions;

  constructor(options: ReductionsOptions) {
    this.#o = options;
  }

  /** Whether a spec asks for less than the last spec of the same owner. An equal spec is not less: it would restore what somebody removed. */
  async isLess(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
    last: RecordedSpec | undefined,
  ): Promise<boolean> {
    const { config, evaluator } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || !last?.spec || owner === undefined) return false;
    return (
      last.owner === owner &&
      !sameAccess(last.spec, spec) &&
      // Removing access waits for the evaluator instead of being refused.
      (await evaluator.run(
        'reduction',
        { last: last.spec, spec, cluster },
        { waits: true },
      ))
    );
  }

  /**
   * Whether a plan gives access that does not exist now, such as access that an administrator removed in AWS. A plan gives access if it recreates an
   * object, lets another principal use the role, changes the role's tags, or changes or removes a policy so that the role's policies permit more than
   * before.
   */
  async givesAccess(plan: PlannedAccess): Promise<boolean> {
    const { steps } = plan;
    return (
      steps.some(
        step => makesAccess(step) || opensWay(step) || changesTags(step),
      ) ||
      (steps.some(changesPolicy) &&
        this.#o.evaluator.run('accessGain', plan, { waits: true }))
    );
  }
}

/** Whether a step creates a missing object, such as a role that somebody deleted, changes a trust policy, or removes or replaces a boundary. */
function makesAccess({ action, target, effect, diff }: PlannedStep): boolean {
  const type = effect?.type;
  const replaces = diff.some(({ before }) => before !== null);
  return (
    type === 'update-trust-policy' ||
    type === 'delete-role-boundary' ||
    (type === 'put-role-boundary' && replaces) ||
    (action === 'create' &&
      GIVING.has(target.kind) &&
      type !== 'put-role-policy')
  );
}

const CHANGING: ReadonlySet<string | undefined> = new Set([
  'create-policy-version',
  'put-role-policy',
  'delete-role-policy',
  'detach-role-policy',
]);

/** Whether a step changes a role's permissions through a policy. A removed policy can have denied what another policy allows. */
function changesPolicy({ effect }: PlannedStep): boolean {
  return CHANGING.has(effect?.type);
}
