import type { ManagedBy, Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Effect, PlannedStep } from '../types';
import { concernsOthers } from './concernsOthers';
import { describeTool, managingTool } from './otherTools';
import type { OwnershipContext } from './ownershipContext';

/** Checks whether a step is about an object. An attachment is about its role. A step about the previous role of a ServiceAccount does not match. */
function isAbout({ target }: PlannedStep, object: { arn: string }): boolean {
  return target.name.split(' ')[0] === object.arn;
}

/** Checks whether a step changes only annotations that Backstage or nobody owns, which other tools leave unchanged. */
function isOwnField({ type }: Effect): boolean {
  return type === 'annotate-service-account';
}

type PlannedObserved = Pick<OwnershipContext, 'observed' | 'recorded'>;

/** Returns the object that a step changes, and the tool that manages it. */
function managerOf(
  step: PlannedStep,
  { observed, recorded }: PlannedObserved,
): [what: string, tool: ManagedBy | undefined] {
  const { target } = step;
  switch (target.kind) {
    case 'role':
    case 'role-policy-attachment': {
      const role = [observed.role, observed.podRole?.role]
        .map(read => read && valueOf(read))
        .find(one => one && isAbout(step, one));
      return [`Role ${role?.arn}`, role && managingTool(role.tags, recorded)];
    }
    case 'policy': {
      const policy = valueOf(observed.plannedPolicy);
      return [
        `Policy ${policy?.arn}`,
        policy && isAbout(step, policy)
          ? managingTool(policy.tags, recorded)
          : undefined,
      ];
    }
    case 'service-account': {
      const account = valueOf(observed.serviceAccount);
      return [
        `ServiceAccount ${target.name}`,
        account &&
          managingTool({ ...account.labels, ...account.annotations }, recorded),
      ];
    }
    default:
      return [target.name, undefined];
  }
}

/** Refuses steps that change objects which another tool manages, because the tool would undo them. */
export function checkManagedElsewhere(
  steps: PlannedStep[],
  context: PlannedObserved,
  found: Violation[],
): Violation[] {
  // These rules already report that Backstage may not change an object, and tags of others must not be disclosed.
  const isSaid = found.some(({ rule }) => rule === 'already-exists');
  if (isSaid || concernsOthers(found)) return [];
  const messages = steps
    .filter(({ effect }) => effect !== null && !isOwnField(effect))
    .map(step => managerOf(step, context))
    .flatMap(([what, tool]) =>
      tool
        ? `${what} is not changed: ${describeTool(
            tool,
          )}, which would undo the change. Change it there.`
        : [],
    );
  return [...new Set(messages)].map(message => ({
    field: 'name',
    rule: 'managed-by-other-tool',
    message,
  }));
}
