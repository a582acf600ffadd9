import { absent, unknown } from '../observe/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './service-account-exists';

checkTester(check, [
  { name: 'it is there', result: 'pass', message: 'exists in prod-eu' },
  {
    name: 'it is not there',
    observed: { serviceAccount: absent() },
    result: 'fail',
    message: 'ServiceAccount production/orders does not exist',
    remediation: 'kubectl create serviceaccount orders -n production',
  },
  {
    name: 'it cannot be read',
    observed: {
      serviceAccount: unknown('The backend may not.', 'get serviceaccounts'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'get serviceaccounts',
  },
]);
