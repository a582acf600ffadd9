import {
  effectivePermissions,
  findRisks,
  type ActionCatalogue,
  type EffectivePermissions,
  type EffectiveService,
  type WorkBudget,
} from '@backstage-irsa/iam-policy';
import type {
  PermissionChange,
  PlannedPermissions,
  Risk,
} from '../../model/types';
import { parseArn } from '../../arn/arn';
import type { Observed } from '../../model/observed';
import { catalogueFor } from '../../permissions/catalogueFor';
import {
  isNotEvaluated,
  notEvaluated,
  TOO_COMPLEX,
} from '../../permissions/notEvaluated';
import type { Desired, PlannedStep } from '../types';
import { policiesAfter } from './after';
import { policiesBefore, type RolePolicies } from './before';

/** The maximum number of actions and of resources that a change lists. */
const MOST = 50;

type Level = EffectiveService['levels'][number];

/** Maps each action to the resources and conditions under which it is allowed. Two permissions are equal if all of these match. */
function placesOf({ entries }: Level): Map<string, Map<string, string>> {
  const places = new Map<string, Map<string, string>>();
  for (const entry of entries.filter(({ state }) => state !== 'blocked')) {
    const limits = [...(entry.except ?? []), ...(entry.conditions ?? [])];
    for (const action of entry.actions) {
      const known = places.get(action) ?? new Map<string, string>();
      for (const resource of entry.resources) {
        known.set(JSON.stringify([resource, limits]), resource);
      }
      places.set(action, known);
    }
  }
  return places;
}

function levelOf(
  { services }: EffectivePermissions,
  service: string,
  level: string,
): Level | undefined {
  return services
    .find(one => one.service === service)
    ?.levels.find(one => one.level === level);
}

/** Returns the permissions that only `after` has, with actions grouped by the same resources. */
function gainedBetween(
  before: EffectivePermissions,
  after: EffectivePermissions,
): PermissionChange[] {
  return after.services.flatMap(({ service, title, levels }) =>
    levels.flatMap(level => {
      const earlier = levelOf(before, service, level.level);
      const known = earlier ? placesOf(earlier) : new Map();
      const byResources = new Map<string, string[]>();
      for (const [action, places] of placesOf(level)) {
        const fresh = [...places].filter(
          ([key]) => !known.get(action)?.has(key),
        );
        if (fresh.length === 0) continue;
        const key = JSON.stringify([
          ...new Set(fresh.map(([, resource]) => resource)),
        ]);
        byResources.set(key, [...(byResources.get(key) ?? []), action]);
      }
      return [...byResources].map(([key, actions]) => ({
        service,
        title,
        level: level.level,
        actions: actions.sort().slice(0, MOST),
        resources: (JSON.parse(key) as string[]).slice(0, MOST),
      }));
    }),
  );
}

interface Options {
  catalogue: ActionCatalogue;
  now: Date;
  /** Whether the role is new to the service: its existing permissions then count as gained through the plan. */
  isNew?: boolean;
  /** The work limit; by default, a fraction of a second for each part. */
  budget?: WorkBudget;
}

/** Stands for the permissions that a plan changes, which can be any. */
const UNKNOWN_CHANGES: Risk = {
  ...notEvaluated(TOO_COMPLEX),
  severity: 'high',
  message: `The permissions that the plan changes are unknown. ${TOO_COMPLEX}`,
};

const NONE: RolePolicies = { identityPolicies: [], unreadable: [] };

/** Returns the permissions that the service gains and loses through the steps of a plan, and the new risks. */
export function plannedPermissions(
  desired: Desired,
  observed: Observed,
  steps: PlannedStep[],
  options: Options,
): PlannedPermissions {
  const before = options.isNew ? NONE : policiesBefore(observed);
  const after = policiesAfter(desired, observed, steps);
  const own = inOwnPartition(desired, options);
  const then = effectivePermissions(before, own);
  const soon = effectivePermissions(after, own);
  const risks = newRisks(before, after, own);
  return then.tooComplex || soon.tooComplex
    ? { gained: [], lost: [], risks: [UNKNOWN_CHANGES, ...risks] }
    : {
        gained: gainedBetween(then, soon),
        lost: gainedBetween(soon, then),
        risks,
      };
}

/** Returns the risks that a plan adds. */
export function plannedRisks(
  desired: Desired,
  observed: Observed,
  steps: PlannedStep[],
  options: Options,
): Risk[] {
  const before = options.isNew ? NONE : policiesBefore(observed);
  const after = policiesAfter(desired, observed, steps);
  return newRisks(before, after, inOwnPartition(desired, options));
}

function inOwnPartition({ roleArn }: Desired, options: Options): Options {
  const partition = parseArn(roleArn)?.partition;
  return {
    ...options,
    catalogue: catalogueFor(partition, options.catalogue),
  };
}

function newRisks(
  before: RolePolicies,
  after: RolePolicies,
  options: Options,
): Risk[] {
  const known = risksOf(before, options);
  return risksOf(after, options).filter(
    risk => !known.some(old => isSameDanger(old, risk)),
  );
}

function risksOf(policies: RolePolicies, options: Options): Risk[] {
  return findRisks(policies.identityPolicies, {
    permissionsBoundary: policies.permissionsBoundary,
    trustPolicy: policies.trustPolicy,
    // Otherwise, a Deny that exempts the role by its name would lower the severity, and with it the approvals that the plan needs.
    choosesPrincipal: true,
    ...options,
  });
}

const SEVERITIES: Risk['severity'][] = ['low', 'medium', 'high'];

/** Checks whether a risk existed before. It can come from another policy, but must have been at least as severe. Unknown risks can always be new. */
function isSameDanger(old: Risk, risk: Risk): boolean {
  return (
    !isNotEvaluated(risk) &&
    old.id === risk.id &&
    old.message === risk.message &&
    SEVERITIES.indexOf(old.severity) >= SEVERITIES.indexOf(risk.severity)
  );
}
