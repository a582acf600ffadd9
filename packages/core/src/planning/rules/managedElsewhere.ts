import type { ManagedBy, Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { PlannedStep } from '../types';
import { describeTool, otherTool } from './otherTools';

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

/** The object that a step changes, and the tool that manages it. */
function managerOf(
  step: PlannedStep,
  observed: Observed,
): [what: string, tool: ManagedBy | undefined] {
  const { target } = step;
  switch (target.kind) {
    case 'role':
    case 'role-policy-attachment': {
      const role = [observed.role, observed.podRole?.role]
        .map(read => read && valueOf(read))
        .find(one => one && isAbout(step, one));
      return [`Role ${role?.arn}`, role && otherTool(role.tags)];
    }
    case 'policy': {
      const policy = valueOf(observed.plannedPolicy);
      return [
        `Policy ${policy?.arn}`,
        policy && isAbout(step, policy) ? otherTool(policy.tags) : undefined,
      ];
    }
    case 'service-account': {
      const account = valueOf(observed.serviceAccount);
      return [
        `ServiceAccount ${target.name}`,
        account && otherTool({ ...account.labels, ...account.annotations }),
      ];
    }
    default:
      return [target.name, undefined];
  }
}

/** Steps that would change what another tool manages. It would undo them: what it manages is shown, and changed there. */
export function checkManagedElsewhere(
  steps: PlannedStep[],
  observed: Observed,
  found: Violation[],
): Violation[] {
  if (found.some(({ rule }) => SAID.has(rule))) return [];
  const messages = steps
    .filter(({ effect }) => effect !== null)
    .map(step => managerOf(step, observed))
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
