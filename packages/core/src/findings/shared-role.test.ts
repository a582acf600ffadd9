import { holderWith, roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './shared-role';

const held = (...changes: Parameters<typeof holderWith>[0][]) =>
  roleSubject({ holders: changes.map(holderWith) });

governanceTester(check, {
  clean: [
    { name: 'one has it', subject: held({}) },
    { name: 'nobody has it', subject: held() },
    {
      name: 'two of one namespace and system',
      subject: held({}, { name: 'orders-worker' }),
    },
  ],
  found: [
    {
      name: 'two namespaces',
      subject: held({}, { namespace: 'billing' }),
      findings: [
        {
          severity: 'medium',
          message: '2 ServiceAccounts in 2 namespaces (billing, production)',
          facts: {
            ServiceAccounts:
              'prod-eu/billing/orders, prod-eu/production/orders',
          },
        },
      ],
    },
    {
      name: 'two systems in one namespace',
      subject: held({}, { name: 'invoices', system: 'system:default/billing' }),
      findings: [{ severity: 'medium', message: 'in 2 systems' }],
    },
    {
      name: 'two clusters and namespaces: the worst',
      subject: held({}, { cluster: 'staging-eu', namespace: 'staging' }),
      findings: [
        { severity: 'high', message: 'in 2 clusters (prod-eu, staging-eu)' },
      ],
    },
    {
      name: 'many namespaces, of which some are named',
      subject: roleSubject({
        holders: Array.from({ length: 12 }, (_, index) =>
          holderWith({ namespace: `team-${index}` }),
        ),
      }),
      findings: [{ severity: 'medium', message: 'and 2 more' }],
    },
  ],
});
