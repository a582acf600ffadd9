import type {
  CheckResult,
  Link,
  Verification,
} from '@backstage-irsa/core/model';
import { chainLinks, linkState } from './chainLinks';

const check = (
  link: Link,
  result: CheckResult['result'],
  blockedBy?: string,
): CheckResult => ({
  id: `${link}-${result}`,
  link,
  result,
  evidence: 'inferred',
  message: '',
  remediation: null,
  ...(blockedBy && { blockedBy }),
});

const verification = (checks: CheckResult[]): Verification => ({
  status: 'unknown',
  liveProof: null,
  checkedAt: '2026-01-01T00:00:00Z',
  checks,
});

describe('linkState', () => {
  it.each([
    ['there are no checks', [], 'not-checked'],
    ['all checks passed', ['pass', 'pass'], 'ok'],
    ['one check failed', ['pass', 'warn', 'unknown', 'fail'], 'broken'],
    ['one check is unknown', ['pass', 'warn', 'unknown'], 'unknown'],
    ['one check warns', ['pass', 'warn'], 'warning'],
    ['one check is blocked', ['pass', 'blocked'], 'not-checked'],
    ['one check warns and one is blocked', ['warn', 'blocked'], 'warning'],
  ] as const)('when %s', (_, results, state) => {
    const checks = results.map(result =>
      result === 'blocked'
        ? check('role', 'unknown', 'other')
        : check('role', result),
    );
    expect(linkState(checks)).toBe(state);
  });
});

describe('chainLinks', () => {
  const links = (checks: CheckResult[], mechanism: 'irsa' | 'pod-identity') =>
    chainLinks(verification(checks), mechanism).map(
      ({ link, state }) => `${link}: ${state}`,
    );

  it('are ordered from the workload to the permissions', () => {
    expect(links([check('cluster', 'pass')], 'irsa')).toEqual([
      'workload: not-checked',
      'service-account: not-checked',
      'oidc-provider: not-checked',
      'trust-policy: not-checked',
      'role: not-checked',
      'permissions: not-checked',
    ]);
  });

  it('start with the cluster when something is wrong with it', () => {
    expect(links([check('cluster', 'unknown')], 'irsa')[0]).toBe(
      'cluster: unknown',
    );
  });

  it('include no OIDC provider for Pod Identity', () => {
    expect(links([], 'pod-identity')).toContain('oidc-provider: not-needed');
    expect(links([check('oidc-provider', 'fail')], 'pod-identity')).toContain(
      'oidc-provider: broken',
    );
  });

  it('combine the details of a link with its blockers', () => {
    const views = chainLinks(
      verification([check('role', 'unknown', 'trust-policy')]),
      'irsa',
      {
        mechanism: 'irsa',
        checkedAt: null,
        pods: null,
        links: [
          {
            link: 'role',
            name: 'orders',
            arn: 'arn:aws:iam::111122223333:role/orders',
            facts: [],
            verifyCommands: ['aws iam get-role'],
          },
        ],
      },
    );
    expect(views.find(({ link }) => link === 'role')).toMatchObject({
      name: 'orders',
      verifyCommands: ['aws iam get-role'],
      state: 'not-checked',
      blockedBy: 'trust-policy',
    });
  });
});
