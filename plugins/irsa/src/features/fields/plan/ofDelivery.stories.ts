import type { Plan } from '@backstage-irsa/core/model';
import { approvalsFor, violationsFor } from './ofDelivery';

const broken = (rule: string) => ({ field: 'cluster', rule, message: rule });
const plan: Plan = {
  steps: [],
  violations: ['observe-mode', 'pull-request-mode', 'freeze', 'name'].map(
    broken,
  ),
  approvals: [{ rule: 'secrets', approvers: ['group:default/security'] }],
};

describe('the violations and approvals of a plan', () => {
  it('exclude those that apply only to writes when files are requested', () => {
    const form = { delivery: 'pull-request' };
    expect(violationsFor(plan, form).map(({ rule }) => rule)).toEqual([
      'observe-mode',
      'name',
    ]);
    expect(approvalsFor(plan, form)).toEqual([]);
  });

  it('include all of them otherwise', () => {
    expect(violationsFor(plan, { delivery: 'create' })).toHaveLength(4);
    expect(violationsFor(plan, undefined)).toHaveLength(4);
    expect(approvalsFor(plan, undefined)).toHaveLength(1);
    expect(approvalsFor({ ...plan, approvals: undefined }, {})).toEqual([]);
  });
});
