import { clusterSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { absent, unknown } from '../model/observation';
import { check } from './webhook-missing';

governanceTester(check, {
  clean: [
    { name: 'it is there', subject: clusterSubject() },
    {
      name: 'it could not be read',
      subject: clusterSubject({ webhook: unknown('Denied.') }),
    },
    {
      name: 'nobody needs it',
      subject: clusterSubject({ webhook: absent() }, { 'pod-identity': 3 }),
    },
  ],
  found: [
    {
      name: 'it is not there',
      subject: clusterSubject({ webhook: absent() }),
      findings: [
        {
          severity: 'high',
          message: 'pods of 2 IAM service accounts get no role',
          fault: 'webhook-missing',
        },
      ],
    },
  ],
});
