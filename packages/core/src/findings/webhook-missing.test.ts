import { clusterSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { absent, unknown } from '../model/observation';
import { check } from './webhook-missing';

governanceTester(check, {
  clean: [
    { name: 'a cluster with a webhook', subject: clusterSubject() },
    {
      name: 'a webhook that could not be read',
      subject: clusterSubject({ webhook: unknown('Denied.') }),
    },
    {
      name: 'a cluster whose ServiceAccounts need no webhook',
      subject: clusterSubject({ webhook: absent() }, { 'pod-identity': 3 }),
    },
  ],
  found: [
    {
      name: 'a cluster without a webhook',
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
