import type {
  IamServiceAccountSpec,
  Mechanism,
  MigrationPlan,
  PlanStep,
} from '@backstage-irsa/plugin-irsa-common';
import { absent, valueOf } from '../observe/observation';
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

function remainingOf(
  { to, desired }: MigrationContext,
  isWaiting: boolean,
): string[] {
  if (!isWaiting) return [];
  const names = { irsa: 'IRSA', 'pod-identity': 'EKS Pod Identity' };
  const old = names[otherThan(to)];
  return [
    `Once no pod uses ${old} any more, run it again: it takes the statement for ${old} out of the trust policy of role ${
      desired?.roleName ?? 'the service'
    }.`,
  ];
}

/** What a migration would change, what stands in its way, and which pods must start again. `steps` are those that change something. */
export function migrationPlan(
  context: MigrationContext,
  toPlanStep: (step: MigrationContext['steps'][number]) => PlanStep,
): MigrationPlan {
  const { account, to, observed, pods, steps } = context;
  const left = podsBy(otherThan(to), valueOf(pods) ?? []);
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
    restarts: restartsOf(left, account.namespace),
    remaining: remainingOf(context, left.length > 0),
  };
}
