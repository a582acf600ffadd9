import {
  clusterSubject,
  contextWith,
  holderWith,
  roleSubject,
  serviceAccountSubject,
} from '../../__testUtils__/governance';
import { found, unknown } from '../../model/observation';
import type { Severity } from '../../model/types';
import { assess, riskOf } from '../assess';
import { gradeOf, type Exposure } from './exposure';

const BOTH = ['pods', 'access'] as const;
const EVERYBODY = 'Group system:authenticated';
const TEST = 'account 444455556666';

describe('gradeOf', () => {
  it.each<[Severity, Exposure, Severity, string[]]>([
    [
      'critical',
      { pods: 3, subjects: ['Group developers'] },
      'critical',
      [
        '3 running pods use it.',
        '1 Kubernetes subject can use it through RBAC: Group developers.',
      ],
    ],
    [
      'critical',
      { pods: 0, subjects: [] },
      'high',
      [
        'No running pod uses it: one level lower.',
        'Nobody else can use it through Kubernetes RBAC.',
      ],
    ],
    [
      'medium',
      { pods: 1, subjects: ['Group developers', EVERYBODY] },
      'high',
      [
        '1 running pod uses it.',
        `${EVERYBODY}, which is everybody in the cluster, can use it through Kubernetes RBAC: one level higher.`,
      ],
    ],
    [
      'high',
      { pods: 0, subjects: ['User system:anonymous'] },
      'high',
      ['No running pod', 'one level higher'],
    ],
    [
      'critical',
      { pods: 0, subjects: ['a', 'b', 'c', 'd'], testEnvironment: TEST },
      'medium',
      [
        'No running pod',
        '4 Kubernetes subjects can use it through RBAC: a, b, c and 1 more.',
        'Test environment (account 444455556666): one level lower.',
      ],
    ],
    [
      'low',
      { pods: 0, testEnvironment: TEST },
      'low',
      ['No running pod', 'Kubernetes RBAC was not read.', 'Test environment'],
    ],
    [
      'critical',
      { subjects: [EVERYBODY] },
      'critical',
      ['Pods were not read.', 'one level higher'],
    ],
  ])('grades %s with %j as %s', (severity, exposure, expected, reasons) => {
    const grade = gradeOf({ severity, impact: 'Impact.' }, BOTH, exposure);
    expect(grade.severity).toBe(expected);
    expect(grade.severityReasons).toEqual([
      'Impact.',
      ...reasons.map(reason => expect.stringContaining(reason)),
    ]);
  });

  it('reports the severity that applies when pods use it', () => {
    const grade = (exposure: Exposure) =>
      gradeOf({ severity: 'high', impact: 'Impact.' }, BOTH, exposure);
    expect(grade({ pods: 0, subjects: [] })).toMatchObject({
      severity: 'medium',
      severityInUse: 'high',
    });
    expect(
      grade({ pods: 0, subjects: [EVERYBODY], testEnvironment: TEST }),
    ).toMatchObject({ severity: 'medium', severityInUse: 'high' });
  });

  it('ignores exposure that the check does not consider', () => {
    expect(
      gradeOf({ severity: 'high', impact: 'Impact.' }, [], { pods: 0 }),
    ).toEqual({
      severity: 'high',
      severityReasons: ['Impact.'],
      severityInUse: 'high',
    });
  });
});

const ADMINISTRATOR = {
  id: 'admin-equivalent',
  severity: 'high' as const,
  message: 'It may do everything.',
  evidence: [],
};

const tests = (...accounts: string[]) =>
  contextWith({ testEnvironments: { accounts, clusters: ['staging-eu'] } });

describe('the severity of findings', () => {
  it('is lower for an administrator in a test account than in production', () => {
    const role = roleSubject({
      risks: [ADMINISTRATOR],
      indirectSubjects: [],
    });
    const severities = (...accounts: string[]) =>
      assess(role, tests(...accounts)).map(({ severity }) => severity);
    expect(severities()).toEqual(['critical']);
    expect(severities('111122223333')).toEqual(['high']);
    expect(riskOf(role, tests())).toBe('critical');
    expect(riskOf(role, tests('111122223333'))).toBe('high');
  });

  it('depends on running pods for a ServiceAccount role, but not for a node role', () => {
    const idle = { risks: [ADMINISTRATOR], pods: 0, indirectSubjects: [] };
    expect(riskOf(roleSubject(idle), tests())).toBe('high');
    expect(riskOf(roleSubject({ ...idle, use: 'node' }), tests())).toBe(
      'critical',
    );
  });

  it('does not depend on pods if the ServiceAccounts of a role are unknown', () => {
    const [finding] = assess(
      roleSubject({
        ...{ risks: [ADMINISTRATOR], use: 'trust-only', holders: [], pods: 0 },
        ...{ indirectSubjects: [], hasUnknownHolders: true },
      }),
      contextWith(),
    );
    expect(finding.severityReasons.slice(1)).toEqual([
      'Pods were not read.',
      'Kubernetes RBAC was not read.',
    ]);
  });

  it('does not depend on pods that were not read', () => {
    const role = roleSubject({ risks: [ADMINISTRATOR], pods: null });
    const [finding] = assess(role, contextWith());
    expect(finding).toMatchObject({ severity: finding.severityInUse });
    expect(finding.severityReasons).toContain('Pods were not read.');
  });

  it('considers the cluster of a subject without an account', () => {
    const [finding] = assess(
      clusterSubject({
        name: 'staging-eu',
        cluster: unknown('Denied.'),
        webhook: { state: 'absent' },
      }),
      tests(),
    );
    expect(finding.severity).toBe('medium');
    expect(finding.severityReasons).toContain(
      'Test environment (cluster staging-eu): one level lower.',
    );
  });

  it('is lower for a broken service without running pods', () => {
    const broken = (pods: 'none' | 'unknown') =>
      assess(
        serviceAccountSubject(
          {},
          {
            role: { state: 'absent' },
            pods: pods === 'none' ? found([]) : unknown('Denied.'),
          },
        ),
        contextWith(),
      ).find(({ check }) => check === 'role-missing')?.severity;
    expect(broken('none')).toBe('medium');
    expect(broken('unknown')).toBe('high');
  });

  it('states in its reasons that Kubernetes RBAC was not read', () => {
    const [finding] = assess(
      roleSubject({ risks: [ADMINISTRATOR], holders: [holderWith()] }),
      contextWith(),
    );
    expect(finding.severityReasons).toEqual([
      'Can access everything in the account.',
      '2 running pods use it.',
      'Kubernetes RBAC was not read.',
    ]);
  });
});
