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

/** What gives access when it is made, whatever its policies say. */
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

/** Tells requests and plans that only remove access: rules about granting, which may have changed since, do not stand in their way. */
export class Reductions {
  readonly #o: ReductionsOptions;

  constructor(options: ReductionsOptions) {
    this.#o = options;
  }

  /** Whether a spec asks for less than what the same owner asked for last. The same again is not less: it would bring back what somebody took off. */
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
      // Removing access waits instead of being refused.
      (await evaluator.run(
        'reduction',
        { last: last.spec, spec, cluster },
        { waits: true },
      ))
    );
  }

  /**
   * Whether a plan gives access that is not there now, such as what an administrator removed in AWS: it creates something again, opens a way to the role, changes
   * its tags, or changes or removes a policy so that the role's policies permit more than they do.
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

/** Whether a step makes what is not there, such as a role that somebody deleted, lets somebody in, or lifts a limit. */
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

/** Whether a step changes what a role may do by a policy. One that goes may have denied what another allows. */
function changesPolicy({ effect }: PlannedStep): boolean {
  return CHANGING.has(effect?.type);
}
