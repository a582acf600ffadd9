import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIrsaConfig } from './readIrsaConfig';

const cluster = (accountId: string) => ({
  name: 'prod-eu',
  accountId,
  region: 'eu-west-1',
  access: { type: 'eks' },
});
const PRODUCTION = {
  irsa: { clusters: [cluster('123123123123')] },
  aws: { accounts: [{ accountId: '123123123123', roleName: 'backstage' }] },
};
const BOUNDARY = 'policy/platform/service-boundary';

const read = (root: JsonObject) => readIrsaConfig(new ConfigReader(root));

describe('development settings', () => {
  it.each<[string, string, JsonObject]>([
    [
      'guest sign-in',
      'auth.providers.guest lets everyone sign in',
      { ...PRODUCTION, auth: { providers: { guest: {} } } },
    ],
    [
      'an AWS endpoint on this machine',
      'irsa.aws.endpoint is "https://localhost:4566"',
      { irsa: { aws: { endpoint: 'https://localhost:4566' } } },
    ],
    [
      'an AWS endpoint at a loopback address',
      'irsa.aws.endpoint is "https://127.1:4566"',
      { irsa: { aws: { endpoint: 'https://127.1:4566' } } },
    ],
    [
      'an AWS endpoint without TLS',
      'irsa.aws.endpoint is "http://sandbox.example"',
      { irsa: { aws: { endpoint: 'http://sandbox.example' } } },
    ],
    [
      "a cluster in the sandbox's account",
      "irsa.clusters[0].accountId names the sandbox's AWS account 111122223333",
      { irsa: { clusters: [cluster('111122223333')] } },
    ],
    [
      "credentials of the sandbox's account",
      "aws.accounts[0].accountId names the sandbox's AWS account 444455556666",
      { ...PRODUCTION, aws: { accounts: [{ accountId: '444455556666' }] } },
    ],
    [
      "the sandbox's permissions boundary",
      "irsa.guardrails.permissionsBoundaries.111122223333 names the sandbox's AWS account 111122223333",
      {
        irsa: {
          guardrails: {
            permissionsBoundaries: {
              '111122223333': `arn:aws:iam::111122223333:${BOUNDARY}`,
            },
          },
        },
      },
    ],
    [
      "a namespace rule for the sandbox's account",
      "irsa.namespaceRules[0].accounts[0] names the sandbox's AWS account 444455556666",
      {
        irsa: {
          namespaceRules: [
            {
              owners: ['group:default/a'],
              clusters: ['*'],
              namespaces: ['a'],
              accounts: ['444455556666'],
            },
          ],
        },
      },
    ],
    [
      "an assumable role in the sandbox's account",
      "irsa.guardrails.assumableRoles[0] names the sandbox's AWS account 444455556666",
      {
        irsa: {
          guardrails: {
            assumableRoles: ['arn:aws:iam::444455556666:role/shared/*'],
          },
        },
      },
    ],
  ])(
    'prevent startup with %s unless irsa.development is on',
    (_, message, root) => {
      expect(() => read(root)).toThrow(message);
      expect(() => read(root)).toThrow('set irsa.development to true');
      const { irsa } = root as { irsa: JsonObject };
      expect(() =>
        read({ ...root, irsa: { ...irsa, development: false } }),
      ).toThrow(message);
      expect(() =>
        read({ ...root, irsa: { ...irsa, development: true } }),
      ).not.toThrow();
    },
  );

  it.each<[string, JsonObject]>([
    ['a cluster and credentials in a production account', PRODUCTION],
    ['no configuration', {}],
    [
      'an AWS endpoint with TLS on another host',
      { irsa: { aws: { endpoint: 'https://vpce.example.com' } } },
    ],
    [
      'sign-in by a load balancer',
      { ...PRODUCTION, auth: { providers: { awsalb: {} } } },
    ],
    [
      'guest sign-in that another configuration file removes',
      { ...PRODUCTION, auth: { providers: { guest: null } } },
    ],
  ])('allow startup with %s', (_, root) => {
    expect(() => read(root)).not.toThrow();
  });
});
