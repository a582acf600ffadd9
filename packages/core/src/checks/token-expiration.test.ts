import { absent, found, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { accountWith, podWith, ROLE_ARN } from '../__testUtils__/observed';
import { check } from './token-expiration';

const KEY = 'eks.amazonaws.com/token-expiration';
const account = (seconds: string) =>
  accountWith({ 'eks.amazonaws.com/role-arn': ROLE_ARN, [KEY]: seconds });
const restart = 'kubectl rollout restart deployment/orders -n production';

checkTester(check, [
  {
    name: 'no annotation',
    result: 'pass',
    message: 'Tokens are valid for 86400 s',
  },
  {
    name: 'the minimum',
    observed: { serviceAccount: account('600') },
    result: 'pass',
    message: 'Tokens are valid for 600 s',
  },
  {
    name: 'the maximum',
    observed: { serviceAccount: account('86400') },
    result: 'pass',
    message: 'Tokens are valid for 86400 s',
  },
  {
    name: 'token-expiration: too short',
    observed: { serviceAccount: account('599') },
    result: 'warn',
    message: '"599", which is too short: the webhook requests 600',
    remediation: `kubectl annotate serviceaccount orders -n production --overwrite ${KEY}=600\n${restart}`,
    fault: 'token-expiration',
  },
  {
    name: 'token-expiration: too long',
    observed: { serviceAccount: account('86401') },
    result: 'warn',
    message: 'which is too long: the API server limits it to 86400',
    remediation: `--overwrite ${KEY}=86400\n${restart}`,
    fault: 'token-expiration',
  },
  {
    name: 'token-expiration: not a number',
    observed: { serviceAccount: account('24h') },
    result: 'warn',
    message:
      '"24h", which is not a number of seconds: the webhook requests 86400',
    remediation: `kubectl annotate serviceaccount orders -n production ${KEY}-\n`,
    fault: 'token-expiration',
  },
  {
    name: 'token-expiration: a pod with another value',
    observed: { pods: found([podWith({ annotations: { [KEY]: '60' } })]) },
    result: 'warn',
    message: 'of pod orders-5d9c7b-x2x4z is "60"',
    remediation: `{"metadata":{"annotations":{"${KEY}":"600"}}}`,
    fault: 'token-expiration',
  },
  {
    name: 'token-expiration: a standalone pod',
    observed: {
      pods: found([
        podWith({ annotations: { [KEY]: '' }, workload: undefined }),
      ]),
    },
    result: 'warn',
    message: 'is "", which is not a number',
    remediation: 'from the template of orders-5d9c7b-x2x4z',
    fault: 'token-expiration',
  },
  {
    name: 'pods that cannot be listed',
    observed: { pods: unknown('no', 'list pods') },
    result: 'unknown',
    message: 'not known',
  },
  {
    name: 'a ServiceAccount that does not exist',
    observed: { serviceAccount: absent() },
    result: 'unknown',
    message: 'not known',
  },
]);
