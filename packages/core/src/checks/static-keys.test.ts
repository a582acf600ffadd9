import { found, unknown } from '../model/observation';
import {
  HIDDEN_VALUE,
  type ObservedContainer,
  type ObservedPod,
} from '../model/observed';
import { checkTester } from '../__testUtils__/checkTester';
import { podWith } from '../__testUtils__/observed';
import { check } from './static-keys';

const [injected] = podWith().containers;
const podsWith = (
  change: Partial<ObservedContainer>,
  pod: Partial<ObservedPod> = {},
) => found([podWith({ containers: [{ ...injected, ...change }], ...pod })]);
const fromSecret = (key: string) => ({
  kind: 'secret' as const,
  name: 'orders-aws',
  key,
});
const keys = {
  AWS_ACCESS_KEY_ID: HIDDEN_VALUE,
  AWS_SECRET_ACCESS_KEY: HIDDEN_VALUE,
};

checkTester(check, [
  { name: 'no keys', result: 'pass', message: 'No container gets' },
  {
    name: 'static-keys: keys by value',
    observed: { pods: podsWith({ env: { ...injected.env, ...keys } }) },
    result: 'fail',
    message: 'gets static AWS keys from AWS_ACCESS_KEY_ID:',
    remediation:
      '"env":[{"name":"AWS_ACCESS_KEY_ID","$patch":"delete"},{"name":"AWS_SECRET_ACCESS_KEY","$patch":"delete"}]',
    fault: 'static-keys',
  },
  {
    name: 'static-keys: keys of a Secret',
    observed: {
      pods: podsWith({
        envSources: {
          AWS_ACCESS_KEY_ID: fromSecret('id'),
          AWS_SECRET_ACCESS_KEY: fromSecret('secret'),
        },
      }),
    },
    result: 'fail',
    message: 'AWS_ACCESS_KEY_ID (from Secret orders-aws)',
    remediation: 'kubectl patch deployment/orders -n production',
    fault: 'static-keys',
  },
  {
    name: 'static-keys: keys of a ConfigMap in a standalone pod',
    observed: {
      pods: podsWith(
        {
          envSources: {
            AWS_SECRET_ACCESS_KEY: {
              kind: 'config-map',
              name: 'aws',
              key: 'secret',
            },
          },
        },
        { workload: undefined },
      ),
    },
    result: 'fail',
    message: 'AWS_SECRET_ACCESS_KEY (from ConfigMap aws)',
    remediation: 'from the template of pod orders-5d9c7b-x2x4z',
    fault: 'static-keys',
  },
  {
    name: 'empty variables, which SDKs ignore',
    observed: {
      pods: podsWith({
        env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      }),
    },
    result: 'pass',
    message: 'No container gets',
  },
  {
    name: 'a Secret whose keys are not read',
    observed: {
      pods: podsWith({
        envFrom: [{ kind: 'secret', name: 'orders-env', prefix: '' }],
      }),
    },
    result: 'unknown',
    message:
      'gets variables from Secret orders-env, which Backstage does not read',
  },
  {
    name: 'a Secret whose keys get another prefix',
    observed: {
      pods: podsWith({
        envFrom: [{ kind: 'secret', name: 'orders-db', prefix: 'DB_' }],
      }),
    },
    result: 'pass',
    message: 'No container gets',
  },
  {
    name: 'pods that cannot be listed',
    observed: { pods: unknown('no', 'list pods') },
    result: 'unknown',
    message: 'Could not list pods',
  },
]);

it('does not decide the status of the verification', () => {
  expect(check.meta.decides).toBe(false);
});
