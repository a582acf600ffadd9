import { roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './role-without-service-account';

const left = roleSubject({ use: 'trust-only', holders: [] });

governanceTester(check, {
  clean: [
    { name: 'one has it', subject: roleSubject() },
    {
      name: 'nodes have it',
      subject: roleSubject({ use: 'node', holders: [] }),
    },
    {
      name: 'a cluster is not known',
      subject: left,
      context: { issuersComplete: false },
    },
  ],
  found: [
    {
      name: 'it only trusts EKS',
      subject: left,
      findings: [
        {
          severity: 'low',
          message: 'It trusts production/orders.',
          facts: { 'Last used': '2026-11-20' },
        },
      ],
    },
  ],
});
