import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { accountWith } from '../__testUtils__/observed';
import { unknown } from '../model/observation';
import { check } from './recreated';

const UID = 'd5a0a2f4-0000-4000-8000-000000000001';

function knownAs(
  serviceAccountUid: string | null,
  namespaceUid: string | null,
) {
  return { known: { serviceAccountUid, namespaceUid } };
}

governanceTester(check, {
  clean: [
    {
      name: 'no recorded UIDs',
      subject: serviceAccountSubject(knownAs(null, null)),
    },
    {
      name: 'the recorded UIDs of ServiceAccount and namespace',
      subject: serviceAccountSubject(knownAs(UID, 'n-1')),
    },
    {
      name: 'UIDs that could not be read',
      subject: serviceAccountSubject(knownAs('other', 'other'), {
        serviceAccount: unknown('Denied.'),
        namespace: unknown('Denied.'),
      }),
    },
    {
      name: 'a recreated ServiceAccount without a role',
      subject: serviceAccountSubject(knownAs('other', 'n-1'), {
        serviceAccount: accountWith({}),
      }),
    },
  ],
  found: [
    {
      name: 'a recreated ServiceAccount',
      subject: serviceAccountSubject(knownAs('other', 'n-1')),
      findings: [
        {
          severity: 'high',
          message:
            'ServiceAccount production/orders of prod-eu was deleted and recreated.',
          facts: { 'UID before': 'other', 'UID now': UID },
        },
      ],
    },
    {
      name: 'a recreated namespace and ServiceAccount, as one finding',
      subject: serviceAccountSubject(knownAs('other', 'n-0')),
      findings: [
        {
          severity: 'high',
          message: 'Namespace production of prod-eu was deleted and recreated.',
          facts: { 'UID before': 'n-0', 'UID now': 'n-1' },
        },
      ],
    },
  ],
});
