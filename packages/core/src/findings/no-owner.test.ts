import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { REF } from '../__testUtils__/observed';
import { check } from './no-owner';

governanceTester(check, {
  clean: [
    {
      name: 'a ServiceAccount with a catalog entity',
      subject: serviceAccountSubject(),
    },
    {
      name: 'a ServiceAccount of a system namespace',
      subject: serviceAccountSubject(
        { entityRef: null, owners: [] },
        { ref: { ...REF, namespace: 'kube-system' } },
      ),
    },
  ],
  found: [
    {
      name: 'a ServiceAccount without an owner',
      subject: serviceAccountSubject({ entityRef: null, owners: [] }),
      findings: [
        {
          severity: 'low',
          message:
            /^No catalog entity has ServiceAccount production\/orders of prod-eu\. No namespace rule /,
          remediation:
            'backstage-irsa.dev/service-account: prod-eu/production/orders',
        },
      ],
    },
    {
      name: 'a ServiceAccount whose namespace has an owner by a rule',
      subject: serviceAccountSubject({ entityRef: null }),
      findings: [{ severity: 'low', message: 'group:default/shop' }],
    },
  ],
});
