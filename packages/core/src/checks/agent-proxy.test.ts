import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith, podWith, UNINJECTED } from '../__testUtils__/observed';
import { found } from '../model/observation';
import { HIDDEN_VALUE, type ObservedContainer } from '../model/observed';
import { check } from './agent-proxy';
import { exempts } from './utils/proxies';

const AGENT = 'http://169.254.170.23/v1/credentials';
const podOf = (
  env: Record<string, string>,
  change: Partial<ObservedContainer> = {},
) => ({
  ...associatedWith(),
  pods: found([
    podWith({
      containers: [
        {
          ...UNINJECTED,
          env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: AGENT, ...env },
          ...change,
        },
      ],
    }),
  ]),
});
const PROXY = { HTTP_PROXY: HIDDEN_VALUE };

checkTester(check, [
  {
    name: 'no proxy',
    observed: podOf({}),
    result: 'pass',
    message: 'No container calls',
  },
  {
    name: 'agent-behind-proxy: a proxy without NO_PROXY',
    observed: podOf(PROXY),
    result: 'warn',
    fault: 'agent-behind-proxy',
    message:
      'sets HTTP_PROXY, and no NO_PROXY names 169.254.170.23: SDKs that use the proxy',
    remediation: '"value":"169.254.170.23,[fd00:ec2::23]"',
  },
  {
    name: 'agent-behind-proxy: a NO_PROXY that lacks the agent',
    observed: podOf({ http_proxy: HIDDEN_VALUE, NO_PROXY: 'localhost,.svc' }),
    result: 'warn',
    fault: 'agent-behind-proxy',
    message: 'sets http_proxy, and NO_PROXY lacks 169.254.170.23',
    remediation:
      '{"name":"NO_PROXY","value":"localhost,.svc,169.254.170.23,[fd00:ec2::23]"}',
  },
  {
    name: 'agent-behind-proxy: one of NO_PROXY and no_proxy lacks the agent',
    observed: podOf({
      ...PROXY,
      NO_PROXY: '169.254.170.23',
      no_proxy: 'localhost',
    }),
    result: 'warn',
    fault: 'agent-behind-proxy',
    message: 'no_proxy lacks',
    remediation: '"name":"no_proxy"',
  },
  {
    name: 'agent-behind-proxy: a NO_PROXY without the IPv6 address of the agent',
    observed: podOf({
      ...PROXY,
      AWS_CONTAINER_CREDENTIALS_FULL_URI:
        'http://[fd00:ec2::23]/v1/credentials',
      NO_PROXY: '169.254.170.23',
    }),
    result: 'warn',
    fault: 'agent-behind-proxy',
    message: 'NO_PROXY lacks [fd00:ec2::23]',
    remediation: '"value":"169.254.170.23,[fd00:ec2::23]"',
  },
  {
    name: 'a NO_PROXY with the agent',
    observed: podOf({ ...PROXY, NO_PROXY: '.svc, 169.254.170.23' }),
    result: 'pass',
    message: 'No container calls',
  },
  {
    name: 'a proxy for only HTTPS, which calls to the agent do not use',
    observed: podOf({ HTTPS_PROXY: HIDDEN_VALUE }),
    result: 'pass',
    message: 'No container calls',
  },
  {
    name: 'a container that does not call the agent',
    observed: podOf({ ...PROXY, AWS_CONTAINER_CREDENTIALS_FULL_URI: '' }),
    result: 'pass',
    message: 'No container calls',
  },
  {
    name: 'a NO_PROXY from a ConfigMap',
    observed: podOf(
      { ...PROXY, NO_PROXY: '' },
      {
        envSources: {
          NO_PROXY: { kind: 'config-map', name: 'proxy', key: 'no' },
        },
      },
    ),
    result: 'unknown',
    message: 'NO_PROXY comes from another source (NO_PROXY)',
  },
  {
    name: 'variables from a ConfigMap',
    observed: podOf(PROXY, {
      envFrom: [{ kind: 'config-map', name: 'proxy', prefix: '' }],
    }),
    result: 'unknown',
    message: 'comes from another source (proxy)',
  },
]);

it.each([
  ['169.254.170.23', '169.254.170.23', true],
  ['169.254.0.0/16', '169.254.170.23', true],
  ['169.254.170.0/28', '169.254.170.23', false],
  ['10.0.0.0/8,172.16.0.0/12', '169.254.170.23', false],
  ['*', '169.254.170.23', true],
  ['fd00:ec2::23', '[fd00:ec2::23]', true],
  ['[FD00:EC2::23]', '[fd00:ec2::23]', true],
  ['fd00::/8', '[fd00:ec2::23]', true],
  ['169.254.0.0/16', '[fd00:ec2::23]', false],
  ['', '169.254.170.23', false],
  ['nonsense/x,1.2.3/8', '169.254.170.23', false],
])('NO_PROXY=%s excludes %s from the proxy: %s', (value, host, is) => {
  expect(exempts(value, host)).toBe(is);
});
