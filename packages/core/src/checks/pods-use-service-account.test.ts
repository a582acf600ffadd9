import { found, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { observedWith, podWith, UNINJECTED } from '../__testUtils__/observed';
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
    name: 'other-service-account: a standalone pod with its name uses the default ServiceAccount',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({
          name: 'orders',
          serviceAccountName: 'default',
          workload: undefined,
        }),
      ]),
    },
    result: 'fail',
    message: 'and pod orders runs as production/default',
    remediation: 'in the template of pod orders',
    fault: 'other-service-account',
  },
  {
    name: 'other-service-account: a workload of another name, without a ServiceAccount of its own',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({
          serviceAccountName: 'default',
          workload: 'deployment/orders-web',
        }),
      ]),
    },
    result: 'warn',
    message: '(deployment/orders-web) runs as production/default',
    remediation:
      'If it needs the role, set serviceAccountName: orders in the template of deployment/orders-web. Otherwise give it a ServiceAccount of its own.',
    fault: 'other-service-account',
  },
  {
    name: 'other-service-account: a workload of its name with another ServiceAccount, which has no role',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({
          serviceAccountName: 'orders-backend',
          containers: [UNINJECTED],
        }),
      ]),
    },
    result: 'warn',
    message: 'runs as production/orders-backend',
    remediation:
      'If it needs the role, set serviceAccountName: orders in the template of deployment/orders. Otherwise delete ServiceAccount orders if nothing uses it.',
    fault: 'other-service-account',
  },
  {
    name: 'a workload of its name has another ServiceAccount with a role',
    observed: {
      pods: found([]),
      similarPods: found([podWith({ serviceAccountName: 'orders-backend' })]),
    },
    result: 'pass',
    message: 'No pod runs as production/orders yet',
  },
  {
    name: 'another component with the same label has a ServiceAccount of its own',
    observed: {
      pods: found([]),
      similarPods: found([
        podWith({
          serviceAccountName: 'orders-web',
          workload: 'deployment/orders-web',
          containers: [UNINJECTED],
        }),
      ]),
    },
    result: 'pass',
    message: 'No pod runs as production/orders yet',
  },
  {
    name: 'pods cannot be listed',
    observed: { pods: unknown('The backend may not.', 'list pods') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'list pods',
  },
]);

it('has no command that gives the role to pods that possibly belong to another component', () => {
  const strangers = [
    podWith({
      serviceAccountName: 'default',
      workload: 'deployment/orders-web',
    }),
    podWith({ serviceAccountName: 'backend', containers: [UNINJECTED] }),
  ];
  for (const pod of strangers) {
    const observed = observedWith({
      pods: found([]),
      similarPods: found([pod]),
    });
    const { result, remediation } = check.run(observed, null);
    expect(result).toBe('warn');
    expect(remediation?.commands).toBeUndefined();
  }
});
