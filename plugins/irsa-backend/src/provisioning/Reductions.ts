import type {
  IamServiceAccountSpec,
  StepTarget,
} from '@backstage-irsa/plugin-irsa-common';
import type { RecordedSpec } from '../authorization/specResources';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../evaluation/Evaluator';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { PlannedStep } from '../plan/types';
import { sameAccess } from '../rightSize/smallerSpec';

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
  /** What was asked for last, and for whom. */
  recordedOf: (id: string) => Promise<RecordedSpec | undefined>;
}

/** Tells requests that only take something away: rules about granting, which may have changed since, do not stand in their way. */
export class Reductions {
  readonly #o: ReductionsOptions;

  constructor(options: ReductionsOptions) {
    this.#o = options;
  }

  /** Whether a spec asks for less than what the same owner asked for last. The same again is not less: it would bring back what somebody took off. */
  async isLess(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
  ): Promise<boolean> {
    const { config, evaluator, recordedOf } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    const last = await recordedOf(serviceAccountId(spec));
    if (!cluster || !last?.spec || owner === undefined) return false;
    return (
      last.owner === owner &&
      !sameAccess(last.spec, spec) &&
      // Taking access away waits instead of being refused.
      (await evaluator.run(
        'reduction',
        { last: last.spec, spec, cluster },
        { waits: true },
      ))
    );
  }
}

/** Whether a step makes what is not there, such as a role that somebody deleted, or lets somebody in. The inline policy of a role is no such thing. */
export function givesAccess({ action, target, effect }: PlannedStep): boolean {
  if (effect?.type === 'update-trust-policy') return true;
  return (
    action === 'create' &&
    GIVING.has(target.kind) &&
    effect?.type !== 'put-role-policy'
  );
}
