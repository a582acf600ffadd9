import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { within } from '../desired';
import type { Desired } from '../types';
import { changeStep, type PlannedStep } from '../types';

/** The longest session that a role is to have, in seconds. What nobody asks for stays, as far as the guardrails let it. */
export function sessionOf({ session }: Desired, present: number): number {
  return session.seconds ?? within(present, session.range);
}

/** The longest session of a role that is there already; a new one is made with it. */
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
