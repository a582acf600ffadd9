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
import { otherThan } from '../model/mechanism';
import { podsBy, restartsOf } from './restarts';
import { progressOf } from './stage';
import type { Blocker, MigrationContext } from './types';
import { withoutAdoption } from '../model/spec/withoutAdoption';
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

/** All possible blockers of a migration. Nothing is written while one applies. */
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

/** Warns about pods on the host network, where the EKS Pod Identity Agent answers. */
const hostNetwork: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(pod => pod.hostNetwork);
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'host-network',
          message: `These pods use the host network: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'Check that they still get credentials when they start.',
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
          message: `EKS Pod Identity does not support ${lost.join(
            ', ',
          )}. The migration removes this from the spec.`,
          remediation: 'Add it again if you migrate back to IRSA.',
        },
      ]
    : [];
};

/** Warns that the credentials of running pods expire: a deleted association renews none. */
const credentialsExpire: Blocker = ({ to, pods }) =>
  to === 'irsa' && podsBy('pod-identity', valueOf(pods) ?? []).length > 0
    ? [
        {
          rule: 'credentials-expire',
          message:
            'Running pods keep their current credentials, which expire within hours and cannot be renewed without the association.',
          remediation: 'Restart them right after the migration.',
        },
      ]
    : [];

/** Returns the warnings about a migration, which do not block it. */
function warningsOf(context: MigrationContext): MigrationBlocker[] {
  return [hostNetwork, lostFields, credentialsExpire].flatMap(warn =>
    warn(context),
  );
}

/** Returns the recorded spec with another mechanism, without the fields that the mechanism does not support. */
export function migratedSpec(
  spec: IamServiceAccountSpec,
  mechanism: Mechanism,
): IamServiceAccountSpec {
  const { audience, tokenExpirationSeconds, stsRegionalEndpoints, ...rest } =
    withoutAdoption(spec);
  const forIrsa = { audience, tokenExpirationSeconds, stsRegionalEndpoints };
  return {
    ...rest,
    ...(mechanism === 'irsa' && forIrsa),
    mechanism,
  };
}

/** Returns the pods that must restart to use the new mechanism, and the remaining work after that. */
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
            `Once no pod uses ${names[old]} anymore, run the migration again to remove the statement for ${names[old]} from the trust policy of role ${roleName}.`,
          ],
  };
}

/** Returns the plan of a migration: its changes, its blockers, and the pods to restart. `steps` contains only steps that change something. */
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
