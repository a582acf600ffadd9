import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { boundaryRecord } from '../ownership/records';
import { changeStep, type PlannedStep } from '../types';

/**
 * The boundary of a role that is there already; a new one is made with it. Limits come before permissions: it is set before anything else
 * of the role changes, and removed after all that. One that nobody asks for any more is removed only when it was ours: an administrator may have
 * put it there.
 */
export function planBoundary(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const role = valueOf(observed.role);
  if (!role) return [];
  const { roleArn, roleName: name, boundaryArn } = desired;
  const present = role.permissionsBoundaryArn;
  const step = {
    id: 'role-boundary',
    target: { kind: 'role' as const, name: roleArn },
    object: `permissions boundary of role ${name}`,
    diff: [
      {
        field: 'permissionsBoundaryArn',
        before: present ?? null,
        after: boundaryArn ?? null,
      },
    ],
  };
  if (boundaryArn !== undefined && boundaryArn !== present) {
    return [
      changeStep({
        ...step,
        action: 'update',
        verb: 'Update',
        effect: { type: 'put-role-boundary', name, boundaryArn },
      }),
    ];
  }
  const isOurs =
    present !== undefined && recorded.has(boundaryRecord(roleArn, present));
  return boundaryArn === undefined && isOurs
    ? [
        changeStep({
          ...step,
          action: 'update',
          verb: 'Delete',
          effect: { type: 'delete-role-boundary', name },
        }),
      ]
    : [];
}
