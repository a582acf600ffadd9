import { roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './role-without-service-account';

const left = roleSubject({ use: 'trust-only', holders: [] });

governanceTester(check, {
  clean: [
    { name: 'a role with a ServiceAccount', subject: roleSubject() },
    {
      name: 'a node role',
      subject: roleSubject({ use: 'node', holders: [] }),
    },
    {
      name: 'a role that ServiceAccounts of an unread cluster might have',
      subject: { ...left, hasUnknownHolders: true },
    },
    {
      name: 'a role that a cluster with an unknown issuer might use',
      subject: left,
      context: { issuersComplete: false },
    },
  ],
  found: [
    {
      name: 'a role that only trusts a ServiceAccount',
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
