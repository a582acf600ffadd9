import { absent, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './cluster-reachable';

checkTester(check, [
  {
    name: 'EKS and the API server respond',
    result: 'pass',
    message: 'its API responds',
  },
  {
    name: 'EKS has no such cluster',
    observed: { cluster: absent() },
    result: 'fail',
    message: 'EKS has no cluster prod-eu in account 111122223333',
    remediation: 'irsa.clusters',
  },
  {
    name: 'the permission to describe it is missing',
    observed: {
      cluster: unknown(
        'The backend may not call eks:DescribeCluster.',
        'eks:DescribeCluster',
      ),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:DescribeCluster',
  },
  {
    name: 'the API server does not respond',
    observed: { serviceAccount: unknown('connect ECONNREFUSED') },
    result: 'unknown',
    message: 'ECONNREFUSED',
  },
  {
    name: 'only the permission to read ServiceAccounts is missing',
    observed: {
      serviceAccount: unknown('forbidden', 'get serviceaccounts'),
    },
    result: 'pass',
    message: 'its API responds',
  },
]);
