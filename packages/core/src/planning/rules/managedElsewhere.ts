import type { ManagedBy, Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Effect, PlannedStep } from '../types';
import { describeTool, managingTool } from './otherTools';
import type { OwnershipContext } from './ownershipContext';

/** Rules that say already that an object is none of ours to change. */
const SAID = new Set([
  'not-managed-by-backstage',
  'already-exists',
  'managed-by-other-tool',
  'adoption-consent',
]);

/** Whether a step is about an object: also, as an attachment, about its policies. A role that is left is another one. */
function isAbout({ target }: PlannedStep, object: { arn: string }): boolean {
  return target.name.split(' ')[0] === object.arn;
}

/** Whether a step changes only annotations that are ours or nobody's, which the other tool leaves alone. */
function isOwnField({ type }: Effect): boolean {
  return type === 'annotate-service-account';
}

type PlannedObserved = Pick<OwnershipContext, 'observed' | 'recorded'>;

/** The object that a step changes, and the tool that manages it. */
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

/** Steps that would change what another tool manages. It would undo them: what it manages is shown, and changed there. */
export function checkManagedElsewhere(
  steps: PlannedStep[],
  context: PlannedObserved,
  found: Violation[],
): Violation[] {
  if (found.some(({ rule }) => SAID.has(rule))) return [];
  const messages = steps
    .filter(({ effect }) => effect !== null && !isOwnField(effect))
    .map(step => managerOf(step, context))
    .flatMap(([what, tool]) =>
      tool
        ? `${what} is not changed, since ${describeTool(
            tool,
          )}, which would undo it: change it there.`
        : [],
    );
  return [...new Set(messages)].map(message => ({
    field: 'name',
    rule: 'managed-by-other-tool',
    message,
  }));
}
