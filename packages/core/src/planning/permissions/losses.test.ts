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
  ['nothing', planned([]), false],
  ['no permissions known', { steps: [step('role', 'create')] }, false],
  [
    'gains alone',
    planned([step('policy', 'update')], { gained: [read] }),
    false,
  ],
  [
    'an old version of a policy',
    planned([step('policy-version', 'delete')]),
    false,
  ],
  [
    'a lost permission',
    planned([step('policy', 'update')], { lost: [read] }),
    true,
  ],
  ['something detached', planned([step('managed-policy:a', 'delete')]), true],
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
