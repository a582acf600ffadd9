import type { ContainerIdentity } from '../model/types';
import { injectionOf } from '../checks/utils/injection';
import { HIDDEN_VALUE, type ObservedContainer } from '../model/observed';
import {
  observedWith,
  podWith,
  ROLE_ARN,
  UNINJECTED,
} from '../__testUtils__/observed';
import { containerCredentials } from './containerCredentials';

const OTHER_ROLE = 'arn:aws:iam::111122223333:role/other';
const [INJECTED] = podWith().containers;
const wanted = injectionOf(observedWith());
const keys = { AWS_ACCESS_KEY_ID: HIDDEN_VALUE };
const profile = { AWS_PROFILE: 'legacy' };
const settings = { AWS_CONFIG_FILE: '/etc/aws' };
const podIdentity = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
};
const env = (
  from: ObservedContainer,
  ...variables: Record<string, string>[]
): ObservedContainer => ({
  ...from,
  env: Object.assign({}, from.env, ...variables),
});

const CASES: [
  string,
  ObservedContainer,
  ContainerIdentity['credentials'],
  string,
][] = [
  [
    'the role and token that the webhook injects',
    INJECTED,
    'web-identity',
    ROLE_ARN,
  ],
  [
    'static keys, which have priority over all other sources',
    env(INJECTED, keys, profile, podIdentity),
    'static-keys',
    'AWS_ACCESS_KEY_ID is set',
  ],
  [
    'a profile, which has priority over the token',
    env(INJECTED, profile),
    'profile',
    'AWS_PROFILE leads to other credentials',
  ],
  [
    'the token, which has priority over a config file and the agent',
    env(INJECTED, settings, podIdentity),
    'web-identity',
    'correct audience',
  ],
  [
    'a role other than that of the ServiceAccount',
    env(INJECTED, { AWS_ROLE_ARN: OTHER_ROLE }),
    'other-web-identity',
    'not the role of the ServiceAccount',
  ],
  [
    'a token file that is not for AWS',
    env(INJECTED, { AWS_WEB_IDENTITY_TOKEN_FILE: '/tmp/token' }),
    'other-web-identity',
    '/tmp/token is not for AWS',
  ],
  [
    'a role without a token file',
    env(UNINJECTED, { AWS_ROLE_ARN: ROLE_ARN }),
    'node-role-or-none',
    'use the node role',
  ],
  [
    'EKS Pod Identity',
    env(UNINJECTED, podIdentity, settings),
    'pod-identity',
    'Agent gives it credentials',
  ],
  [
    'a config file without other credentials',
    env(UNINJECTED, settings),
    'profile',
    'AWS_CONFIG_FILE may lead',
  ],
  [
    'a container without credentials',
    UNINJECTED,
    'node-role-or-none',
    'use the node role',
  ],
  [
    'an unread Secret that might contain keys',
    {
      ...INJECTED,
      envFrom: [{ kind: 'secret', name: 'orders-env', prefix: '' }],
    },
    'web-identity',
    'The keys of orders-env, which set variables, are not read.',
  ],
];

it.each(CASES)('recognizes %s', (_, container, credentials, reason) => {
  expect(containerCredentials({ pod: podWith(), container }, wanted)).toEqual({
    credentials,
    reason: expect.stringContaining(reason),
  });
});
