import type {
  IamServiceAccountSpec,
  Mechanism,
  MigrationBlocker,
  MigrationPlan,
  PlanStep,
  PodsToRestart,
} from '../model/types';
import { absent, type Observation, valueOf } from '../model/observation';
import type { ObservedPod } from '../model/observed';
import { otherThan, podsBy, restartsOf } from './restarts';
import { progressOf } from './stage';
import type { Blocker, MigrationContext } from './types';
import { irsaOnlyFields } from '../planning/rules/mechanismRules';
import {
  agentMissing,
  brokenRules,
  crossAccountRole,
  fargate,
  notManagedByBackstage,
  podsUnknown,
  sharedTrustTooLong,
  windows,
} from './blockers';

/** Everything that can stand in the way of a migration. Nothing is written while one does. */
const blockers: readonly Blocker[] = [
  notManagedByBackstage,
  podsUnknown,
  fargate,
  windows,
  agentMissing,
  crossAccountRole,
  sharedTrustTooLong,
  brokenRules,
];

/** The agent answers on the node's own network, to which such a pod belongs already. */
const hostNetwork: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(pod => pod.hostNetwork);
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'host-network',
          message: `These pods use the network of their node: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'See that they still get credentials when they start.',
        },
      ]
    : [];
};

const lostFields: Blocker = ({ to, account }) => {
  const lost =
    to === 'pod-identity' && account.spec ? irsaOnlyFields(account.spec) : [];
  return lost.length > 0
    ? [
        {
          rule: 'irsa-only',
          message: `EKS Pod Identity knows nothing of ${lost.join(
            ', ',
          )}: the spec loses it.`,
          remediation: 'Ask for it again should you move back.',
        },
      ]
    : [];
};

/** An association that is gone renews nothing. */
const credentialsExpire: Blocker = ({ to, pods }) =>
  to === 'irsa' && podsBy('pod-identity', valueOf(pods) ?? []).length > 0
    ? [
        {
          rule: 'credentials-expire',
          message:
            'Pods that run now live on the credentials that they hold, which last for hours and are not renewed once the association is gone.',
          remediation: 'Start them again right after the migration.',
        },
      ]
    : [];

/** What to know of before a migration, though nothing of it stands in the way. */
function warningsOf(context: MigrationContext): MigrationBlocker[] {
  return [hostNetwork, lostFields, credentialsExpire].flatMap(warn =>
    warn(context),
  );
}

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
