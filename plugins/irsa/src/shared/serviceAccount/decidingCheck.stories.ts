import type { CheckResult } from '@backstage-irsa/core/model';
import { decidingCheck } from './decidingCheck';

const check = (
  id: string,
  link: CheckResult['link'],
  result: CheckResult['result'],
  blockedBy?: string,
): CheckResult => ({
  id,
  link,
  result,
  evidence: 'proved',
  message: '',
  remediation: null,
  blockedBy,
});

const CHECKS = [
  check('role', 'role', 'fail'),
  check('trust', 'trust-policy', 'fail'),
  check('blocked', 'workload', 'unknown', 'trust'),
  check('unread', 'permissions', 'unknown'),
  check('pods', 'workload', 'warn'),
  check('cluster', 'cluster', 'pass'),
];

describe('decidingCheck', () => {
  it.each([
    ['broken', 'trust', 1],
    ['unknown', 'unread', 0],
    ['degraded', 'pods', 0],
  ] as const)('of %s is %s', (status, id, others) => {
    const decision = decidingCheck({
      status,
      checks: CHECKS,
      liveProof: null,
      checkedAt: '',
    });
    expect(decision?.check.id).toBe(id);
    expect(decision?.others).toBe(others);
  });

  it.each([
    ['verified', CHECKS],
    ['broken', []],
  ] as const)('is undefined when %s with %j', (status, checks) => {
    expect(
      decidingCheck({
        status,
        checks: [...checks],
        liveProof: null,
        checkedAt: '',
      }),
    ).toBeUndefined();
  });
});
