import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { boundaryRecord } from '../ownership/records';
import { changeStep, type PlannedStep } from '../types';

/**
 * Plans the permissions boundary of an existing role; a new role is created with it. Limits come before permissions: the boundary is set before
 * anything else of the role changes, and removed after all other changes. A boundary that is no longer requested is removed only if Backstage set it:
 * an administrator could have set any other.
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
