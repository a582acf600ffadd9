import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { within } from '../desired';
import type { Desired } from '../types';
import { changeStep, type PlannedStep } from '../types';

/** Returns the requested maximum session duration of a role, in seconds. Without a request, the current value stays, within the guardrails' range. */
export function sessionOf({ session }: Desired, present: number): number {
  return session.seconds ?? within(present, session.range);
}

/** Plans the maximum session duration of an existing role; a new role is created with it. */
export function planSession(
  desired: Desired,
  observed: Observed,
): PlannedStep[] {
  const present = valueOf(observed.role)?.maxSessionDurationSeconds;
  const { roleArn, roleName: name } = desired;
  if (present === undefined) return [];
  const wanted = sessionOf(desired, present);
  return wanted === present
    ? []
    : [
        changeStep({
          id: 'role-session',
          action: 'update',
          target: { kind: 'role', name: roleArn },
          verb: 'Update',
          object: `longest session of role ${name} to ${wanted} s`,
          diff: [
            {
              field: 'maxSessionDurationSeconds',
              before: present,
              after: wanted,
            },
          ],
          effect: {
            type: 'update-role-session',
            name,
            maxSessionDurationSeconds: wanted,
          },
        }),
      ];
}
