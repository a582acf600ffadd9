import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { ROLE_ARN, roleWith, trustOf } from '../__testUtils__/observed';
import { absent, unknown } from '../model/observation';
import { check } from './role-missing';

governanceTester(check, {
  clean: [
    { name: 'a role that exists', subject: serviceAccountSubject() },
    {
      name: 'a role that could not be read',
      subject: serviceAccountSubject({}, { role: unknown('Denied.') }),
    },
    {
      name: 'a role with another path, which chain-broken reports',
      subject: serviceAccountSubject(
        {},
        {
          role: roleWith(trustOf(), {
            arn: 'arn:aws:iam::111122223333:role/orders-0a1b2c3d4e',
          }),
        },
      ),
    },
  ],
  found: [
    {
      name: 'an annotation with a role that does not exist',
      subject: serviceAccountSubject({}, { role: absent() }),
      findings: [
        {
          severity: 'high',
          message: `Role ${ROLE_ARN} does not exist.`,
          remediation: 'Create the role',
        },
      ],
    },
  ],
});
