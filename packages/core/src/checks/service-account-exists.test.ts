import { absent, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './service-account-exists';

checkTester(check, [
  {
    name: 'the ServiceAccount exists',
    result: 'pass',
    message: 'exists in prod-eu',
  },
  {
    name: 'the ServiceAccount does not exist',
    observed: { serviceAccount: absent() },
    result: 'fail',
    message: 'ServiceAccount production/orders does not exist',
    remediation: 'kubectl create serviceaccount orders -n production',
  },
  {
    name: 'the delivery of the ServiceAccount is pending',
    observed: {
      serviceAccount: absent(),
      at: '2026-11-24T12:00:00.000Z',
      delivery: {
        format: 'terraform',
        state: 'pending',
        since: '2026-11-24T09:30:00.000Z',
      },
    },
    result: 'unknown',
    message:
      'Pending delivery: ServiceAccount production/orders was requested as Terraform 2 hours ago.',
  },
  {
    name: 'the ServiceAccount was delivered and deleted',
    observed: {
      serviceAccount: absent(),
      delivery: {
        format: 'terraform',
        state: 'delivered',
        since: '2026-11-24T09:30:00.000Z',
      },
    },
    result: 'fail',
    message: 'does not exist',
  },
  {
    name: 'the ServiceAccount cannot be read',
    observed: {
      serviceAccount: unknown('The backend may not.', 'get serviceaccounts'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'get serviceaccounts',
  },
]);
