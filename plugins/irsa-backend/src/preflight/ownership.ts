import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import type { Desired } from '../plan/desired';

function notOurs(message: string): Violation {
  return { field: 'name', rule: 'not-ours', message };
}

/** Ours lies under our path, carries our tag and stands in our records: all three. */
function isOurs(
  object: { arn: string; path: string; tags: Record<string, string> },
  desired: Desired,
  recorded: ReadonlySet<string>,
): boolean {
  return (
    object.path === desired.path &&
    object.tags[MANAGED_BY_KEY] === MANAGED_BY &&
    recorded.has(object.arn)
  );
}

function checkServiceAccount(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const account = valueOf(observed.serviceAccount);
  if (!account) return [];
  const where = `ServiceAccount ${desired.refText}`;
  const role = account.annotations[EKS_ANNOTATIONS.roleArn];
  if (role !== undefined && role !== desired.roleArn) {
    return [
      notOurs(
        `${where} exists and names the role ${role}, which is not the one that this product makes for it. Choose another name.`,
      ),
    ];
  }
  const entity = account.annotations[ENTITY_KEY];
  if (entity !== undefined && entity !== desired.annotations[ENTITY_KEY]) {
    return [
      notOurs(`${where} exists and belongs to ${entity}. Choose another name.`),
    ];
  }
  const ours =
    account.labels[MANAGED_BY_KEY] === MANAGED_BY &&
    entity !== undefined &&
    recorded.has(desired.refText);
  return ours
    ? []
    : [
        {
          field: 'name',
          rule: 'already-exists',
          message: `${where} exists, and this product did not make it. Choose another name.`,
        },
      ];
}

/** Objects of the planned names that are somebody else's. They are never overwritten. `recorded` holds ARNs and ServiceAccounts that we made. */
export function checkOwnership(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const role = valueOf(observed.role);
  const policy = valueOf(observed.plannedPolicy);
  const violations: Violation[] = [];
  if (role && !isOurs(role, desired, recorded)) {
    violations.push(
      notOurs(
        `Role ${role.arn} exists, and this product did not make it: nothing of it is changed.`,
      ),
    );
  }
  if (policy && !isOurs(policy, desired, recorded)) {
    violations.push(
      notOurs(
        `Policy ${policy.arn} exists, and this product did not make it: nothing of it is changed.`,
      ),
    );
  }
  return [...violations, ...checkServiceAccount(desired, observed, recorded)];
}
