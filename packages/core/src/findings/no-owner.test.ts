import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { REF } from '../__testUtils__/observed';
import { check } from './no-owner';

governanceTester(check, {
  clean: [
    { name: 'an entity has it', subject: serviceAccountSubject() },
    {
      name: 'it is of the cluster itself',
      subject: serviceAccountSubject(
        { entityRef: null, owners: [] },
        { ref: { ...REF, namespace: 'kube-system' } },
      ),
    },
  ],
  found: [
    {
      name: 'nobody has it',
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
      name: 'the rules give its namespace to a group',
      subject: serviceAccountSubject({ entityRef: null }),
      findings: [{ severity: 'low', message: 'group:default/shop' }],
    },
  ],
});
