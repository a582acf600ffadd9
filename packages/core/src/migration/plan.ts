import type {
  IamServiceAccountSpec,
  Mechanism,
  MigrationPlan,
  PlanStep,
  PodsToRestart,
} from '../model/types';
import { absent, valueOf, type Observation } from '../model/observation';
import type { ObservedPod } from '../model/observed';
import { blockers } from './blockers/registry';
import { otherThan, podsBy, restartsOf } from './restarts';
import { progressOf } from './stage';
import type { MigrationContext } from './types';
import { warningsOf } from './warnings';

/** What the spec becomes with the other mechanism: without the fields that this one does not know. */
export function migratedSpec(
  spec: IamServiceAccountSpec,
  mechanism: Mechanism,
): IamServiceAccountSpec {
  const { audience, tokenExpirationSeconds, stsRegionalEndpoints, ...rest } =
    spec;
  const forIrsa = { audience, tokenExpirationSeconds, stsRegionalEndpoints };
  return {
    ...rest,
    ...(mechanism === 'irsa' && forIrsa),
    mechanism,
  };
}

/** Which pods must start again to use the new mechanism, and what is done once they have. */
export function leftToDo(
  {
    to,
    namespace,
    roleName = 'the service',
  }: { to: Mechanism; namespace: string; roleName?: string },
  pods: Observation<ObservedPod[]>,
): { restarts: PodsToRestart[]; remaining: string[] } {
  const old = otherThan(to);
  const left = podsBy(old, valueOf(pods) ?? []);
  const names = { irsa: 'IRSA', 'pod-identity': 'EKS Pod Identity' };
  return {
    restarts: restartsOf(left, namespace),
    remaining:
      left.length === 0
        ? []
        : [
            `Once no pod uses ${names[old]} any more, run it again: it takes the statement for ${names[old]} out of the trust policy of role ${roleName}.`,
          ],
  };
}

/** What a migration would change, what stands in its way, and which pods must start again. `steps` are those that change something. */
export function migrationPlan(
  context: MigrationContext,
  toPlanStep: (step: MigrationContext['steps'][number]) => PlanStep,
): MigrationPlan {
  const { account, to, desired, observed, pods, steps } = context;
  const { namespace } = account;
  const progress =
    observed &&
    progressOf({
      ...observed,
      pods,
      association:
        observed.association.state === 'unknown'
          ? absent()
          : observed.association,
    });
  return {
    from: otherThan(to),
    to,
    stage: progress?.stage ?? account.mechanism,
    blockers: blockers.flatMap(blocks => blocks(context)),
    warnings: warningsOf(context),
    steps: steps.filter(({ action }) => action !== 'none').map(toPlanStep),
    ...leftToDo({ to, namespace, roleName: desired?.roleName }, pods),
  };
}
