import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import {
  accountWith,
  associatedWith,
  REF,
  ROLE_ARN,
} from '../__testUtils__/observed';
import { check } from './default-service-account';

const ref = { ...REF, name: 'default' };
const message = `Every pod of namespace production in prod-eu that names no ServiceAccount gets role ${ROLE_ARN}.`;

governanceTester(check, {
  clean: [
    { name: 'another ServiceAccount', subject: serviceAccountSubject() },
    {
      name: 'the default ServiceAccount without a role',
      subject: serviceAccountSubject(
        {},
        { ref, serviceAccount: accountWith({}) },
      ),
    },
  ],
  found: [
    {
      name: 'the default ServiceAccount with an annotation',
      subject: serviceAccountSubject({}, { ref }),
      findings: [{ severity: 'medium', message }],
    },
    {
      name: 'the default ServiceAccount with an association',
      subject: serviceAccountSubject({}, { ref, ...associatedWith() }),
      findings: [{ severity: 'medium', message }],
    },
  ],
});
