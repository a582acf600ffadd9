import { holderWith, roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './shared-role';

const held = (...changes: Parameters<typeof holderWith>[0][]) =>
  roleSubject({ holders: changes.map(holderWith) });

governanceTester(check, {
  clean: [
    { name: 'a role of one ServiceAccount', subject: held({}) },
    { name: 'a role without a ServiceAccount', subject: held() },
    {
      name: 'a role of two ServiceAccounts in one namespace and system',
      subject: held({}, { name: 'orders-worker' }),
    },
  ],
  found: [
    {
      name: 'a role shared by two namespaces',
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
      name: 'a role shared by two systems in one namespace',
      subject: held({}, { name: 'invoices', system: 'system:default/billing' }),
      findings: [{ severity: 'medium', message: 'in 2 systems' }],
    },
    {
      name: 'a role shared by two clusters and namespaces, with the higher severity',
      subject: held({}, { cluster: 'staging-eu', namespace: 'staging' }),
      findings: [
        { severity: 'high', message: 'in 2 clusters (prod-eu, staging-eu)' },
      ],
    },
    {
      name: 'a role shared by many namespaces, of which some are named',
      subject: roleSubject({
        holders: Array.from({ length: 12 }, (_, index) =>
          holderWith({ namespace: `team-${index}` }),
        ),
      }),
      findings: [
        {
          severity: 'medium',
          message: 'and 2 more',
          extent: Array.from(
            { length: 12 },
            (_, index) => `prod-eu/team-${index}/orders`,
          ),
        },
      ],
    },
  ],
});
