import { absent, found, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import {
  accountWith,
  CLUSTER,
  observedWith,
  podWith,
  ROLE_ARN,
} from '../__testUtils__/observed';
import { check } from './sts-endpoint';

const KEY = 'eks.amazonaws.com/sts-regional-endpoints';
const account = (value: string) =>
  accountWith({ 'eks.amazonaws.com/role-arn': ROLE_ARN, [KEY]: value });
const [injected] = podWith().containers;
const legacy = found([
  podWith({
    containers: [
      {
        ...injected,
        env: { ...injected.env, AWS_STS_REGIONAL_ENDPOINTS: 'legacy' },
      },
    ],
  }),
]);

checkTester(check, [
  {
    name: 'no annotation',
    result: 'pass',
    message: 'AWS STS endpoint of eu-west-1',
  },
  {
    name: 'the annotation is true',
    observed: { serviceAccount: account('true') },
    result: 'pass',
    message: 'AWS STS endpoint of eu-west-1',
  },
  {
    name: 'the annotation is not a boolean',
    observed: { serviceAccount: account('no') },
    result: 'pass',
    message: 'AWS STS endpoint of eu-west-1',
  },
  ...['false', '0', 'F'].map(value => ({
    name: `global-sts: ${value} in a default region`,
    observed: { serviceAccount: account(value) },
    result: 'warn' as const,
    message: 'older SDKs use the global endpoint',
    remediation: `kubectl annotate serviceaccount orders -n production --overwrite ${KEY}=true\nkubectl rollout restart deployment/orders -n production`,
    fault: 'global-sts' as const,
  })),
  {
    name: 'global-sts: an opt-in region, where most SDKs do not use the global endpoint',
    observed: {
      serviceAccount: account('false'),
      config: { ...CLUSTER, region: 'eu-south-1' },
    },
    result: 'warn',
    message:
      'AWS SDK for JavaScript v2 gets credentials that are not valid in eu-south-1',
    fault: 'global-sts',
  },
  ...['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'].map(region => ({
    name: `${region}, whose partition has no global endpoint that SDKs could use`,
    observed: {
      serviceAccount: account('false'),
      config: { ...CLUSTER, region },
    },
    result: 'pass' as const,
    message: `AWS STS endpoint of ${region}`,
  })),
  {
    name: 'global-sts: a container that sets it itself',
    observed: { pods: legacy },
    result: 'warn',
    message: 'sets AWS_STS_REGIONAL_ENDPOINTS to legacy',
    remediation: '{"name":"AWS_STS_REGIONAL_ENDPOINTS","$patch":"delete"}',
    fault: 'global-sts',
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

it('reports the setting of a container on the workload link', () => {
  expect(check.run(observedWith({ pods: legacy }), null).link).toBe('workload');
});
