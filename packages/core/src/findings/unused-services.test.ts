import { roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './unused-services';

const unusedServices = [
  { service: 'sqs' },
  { service: 'dynamodb', lastAccessed: '2026-02-01T00:00:00.000Z' },
];

governanceTester(check, {
  clean: [
    { name: 'no report of used services', subject: roleSubject() },
    {
      name: 'a role that uses every service',
      subject: roleSubject({ unusedServices: [] }),
    },
    {
      name: 'an unused role, which unused-role reports',
      subject: roleSubject({ unused: 'yes', unusedServices }),
    },
  ],
  found: [
    {
      name: 'a service that was used before',
      subject: roleSubject({ unusedServices: unusedServices.slice(1) }),
      findings: [
        {
          severity: 'low',
          message: /can use dynamodb, but has not for 90 days\.$/,
        },
      ],
    },
    {
      name: 'two unused services',
      subject: roleSubject({ unusedServices }),
      findings: [
        {
          severity: 'low',
          message:
            'can use dynamodb, sqs, but has not for 90 days. Services that it never used may have been granted recently',
          facts: { sqs: 'never', dynamodb: '2026-02-01T00:00:00.000Z' },
        },
      ],
    },
  ],
});
