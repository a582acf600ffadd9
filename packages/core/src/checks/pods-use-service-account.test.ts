import { found, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { podWith } from '../__testUtils__/observed';
import { check } from './pods-use-service-account';

checkTester(check, [
  {
    name: 'one pod uses it',
    result: 'pass',
    message: '1 pod runs as production/orders',
  },
  {
    name: 'two pods use it',
    observed: { pods: found([podWith(), podWith({ name: 'b' })]) },
    result: 'pass',
    message: '2 pods run',
  },
  {
    name: 'no pod uses it yet',
    observed: { pods: found([]) },
    result: 'pass',
    message: 'No pod runs as production/orders yet',
  },
  {
    name: 'other-service-account: pods with its name use another ServiceAccount',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({ serviceAccountName: 'default' }),
        podWith({ name: 'b', serviceAccountName: 'default' }),
      ]),
    },
    result: 'fail',
    message:
      'No pod runs as production/orders, and pod orders-5d9c7b-x2x4z (deployment/orders) runs as production/default. The same',
    remediation: `kubectl patch deployment/orders -n production -p '{"spec":{"template":{"spec":{"serviceAccountName":"orders"}}}}'`,
    fault: 'other-service-account',
  },
  {
    name: 'other-service-account: a standalone pod uses another ServiceAccount',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({ serviceAccountName: 'default', workload: undefined }),
      ]),
    },
    result: 'fail',
    message: 'and pod orders-5d9c7b-x2x4z runs as production/default',
    remediation: 'in the template of pod orders-5d9c7b-x2x4z',
    fault: 'other-service-account',
  },
  {
    name: 'pods cannot be listed',
    observed: { pods: unknown('The backend may not.', 'list pods') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'list pods',
  },
]);
