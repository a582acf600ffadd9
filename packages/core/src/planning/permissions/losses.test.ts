import type { PermissionChange, Plan, PlanStep } from '../../model/types';
import { hasLosses, lossesOf } from './losses';

const step = (id: string, action: PlanStep['action']): PlanStep => ({
  ...{ id, action, diff: [], summary: id },
  target: { kind: 'role', name: id },
});
const read: PermissionChange = {
  ...{ service: 's3', title: 'S3', level: 'Read' },
  ...{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders/*'] },
};
const planned = (
  steps: PlanStep[],
  changed: Partial<Plan['permissions']> = {},
) => ({
  steps,
  permissions: { gained: [], lost: [], risks: [], ...changed },
});

it.each([
  ['no steps', planned([]), false],
  ['unknown permissions', { steps: [step('role', 'create')] }, false],
  [
    'only gained permissions',
    planned([step('policy', 'update')], { gained: [read] }),
    false,
  ],
  [
    'a deleted policy version',
    planned([step('policy-version', 'delete')]),
    false,
  ],
  [
    'a lost permission',
    planned([step('policy', 'update')], { lost: [read] }),
    true,
  ],
  [
    'a detached managed policy',
    planned([step('managed-policy:a', 'delete')]),
    true,
  ],
])('detects losses in a plan with %s (case %#)', (_, plan, expected) => {
  expect(hasLosses(plan)).toBe(expected);
});

it('names each loss', () => {
  const gone = step('role-inline-policy', 'delete');
  const plan = planned([step('policy-version', 'delete'), gone], {
    lost: [read],
  });
  expect(lossesOf(plan)).toEqual({ permissions: [read], steps: [gone] });
});
