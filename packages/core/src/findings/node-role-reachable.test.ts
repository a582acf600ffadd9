import { nodeRoleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './node-role-reachable';

const open = { hopLimit: 2, reach: 'all-pods' } as const;
const plan = [{ title: 'Lower', why: '', commands: ['aws ec2 …'] }];

governanceTester(check, {
  clean: [
    { name: 'a hop limit of 1', subject: nodeRoleSubject() },
    {
      name: 'a hop limit that was not read',
      subject: nodeRoleSubject({ hopLimit: null, reach: 'unknown' }),
    },
  ],
  found: [
    {
      name: 'no dependent workloads',
      subject: nodeRoleSubject({ ...open, plan }),
      findings: [
        {
          severity: 'medium',
          message: '(hop limit 2)',
          remediation: 'aws ec2 …',
        },
      ],
    },
    {
      name: 'optional session tokens',
      subject: nodeRoleSubject({ ...open, hopLimit: 1, optionalTokens: true }),
      findings: [
        {
          severity: 'medium',
          message: '(session tokens are optional)',
          facts: { 'Session tokens': 'optional' },
        },
      ],
    },
    {
      name: 'a dependent workload, which must move first',
      subject: nodeRoleSubject({ ...open, plan, dependentIds: ['w-1'] }),
      findings: [
        {
          severity: 'medium',
          message: 'every pod on them can use node role prod-eu-nodes',
          remediation: 'Follow the removal plan',
          facts: { 'Workloads that may depend on it': '1' },
        },
      ],
    },
    {
      name: 'a high-risk role',
      subject: nodeRoleSubject({
        ...open,
        policies: [
          {
            name: 'admin',
            kind: 'inline',
            needed: false,
            about: 'It allows actions of every service.',
            risk: 'critical',
          },
        ],
      }),
      findings: [{ severity: 'high', message: 'prod-eu-nodes' }],
    },
  ],
});

it('suggests no command while a workload depends on the node role', () => {
  const subject = nodeRoleSubject({ ...open, plan, dependentIds: ['w-1'] });
  const [{ commands }] = check.run(subject, {
    now: new Date(0),
    unusedAfterDays: 90,
    issuers: {},
    issuersComplete: true,
    testEnvironments: { accounts: [], clusters: [] },
  });
  expect(commands).toBeUndefined();
});
