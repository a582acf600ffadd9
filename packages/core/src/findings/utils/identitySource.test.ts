import { workloadFacts } from '../../__testUtils__/governance';
import { podWith, ROLE_ARN, UNINJECTED } from '../../__testUtils__/observed';
import type { ObservedPod } from '../../model/observed';
import { identitySourceOf, type IdentitySourceInput } from './identitySource';

const IRSA: IdentitySourceInput['role'] = {
  mechanism: 'irsa',
  injection: { roleArn: ROLE_ARN, audience: 'sts.amazonaws.com' },
};
const { containers, volumes, tokenVolumes } = podWith();
const INJECTED = { containers, volumes, tokenVolumes };
const AGENT = {
  ...UNINJECTED,
  env: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  },
};
const KEYS = {
  ...UNINJECTED,
  env: { AWS_ACCESS_KEY_ID: '(not read)', AWS_SECRET_ACCESS_KEY: '(not read)' },
};

function covered(
  pods: Partial<ObservedPod>[],
  change: Partial<IdentitySourceInput> = {},
) {
  return identitySourceOf({
    facts: workloadFacts(pods),
    reach: 'host-network-only',
    ...change,
  });
}

describe('identitySourceOf', () => {
  it.each<
    [string, Partial<ObservedPod>[], Partial<IdentitySourceInput>, string]
  >([
    [
      'the injected token of its role',
      [INJECTED],
      { role: IRSA },
      'service-account-role',
    ],
    [
      'an injected role that its ServiceAccount does not have',
      [INJECTED],
      {},
      'service-account-role',
    ],
    [
      'credentials of EKS Pod Identity',
      [{ containers: [AGENT] }],
      { role: { mechanism: 'pod-identity' } },
      'service-account-role',
    ],
    ['static keys', [{ containers: [KEYS] }], { role: IRSA }, 'static-keys'],
    [
      'static keys in one of two pods',
      [INJECTED, { containers: [KEYS] }],
      { role: IRSA },
      'static-keys',
    ],
    [
      'AWS_PROFILE',
      [{ containers: [{ ...UNINJECTED, env: { AWS_PROFILE: 'x' } }] }],
      {},
      'unknown',
    ],
    ['no credentials, and no access to the node role', [{}], {}, 'none'],
    [
      'no credentials, and access to the node role',
      [{}],
      { reach: 'all-pods' },
      'node-role',
    ],
    [
      'no credentials, and nodes that were not read',
      [{}],
      { reach: 'unknown' },
      'unknown',
    ],
    [
      'no credentials, in a host-network pod',
      [{ hostNetwork: true }],
      {},
      'node-role',
    ],
    [
      'no credentials, although its ServiceAccount has a role',
      [{}],
      { role: IRSA, reach: 'all-pods' },
      'node-role',
    ],
    [
      'credentials in only one of two pods',
      [INJECTED, {}],
      { role: IRSA, reach: 'all-pods' },
      'node-role',
    ],
    ['no pods', [], {}, 'unknown'],
    [
      'a sidecar without credentials in skip-containers',
      [
        {
          ...INJECTED,
          containers: [...containers, { ...UNINJECTED, name: 'proxy' }],
          annotations: { 'eks.amazonaws.com/skip-containers': 'proxy' },
        },
      ],
      { role: IRSA, reach: 'all-pods' },
      'service-account-role',
    ],
  ])(
    'identifies the source of a workload with %s',
    (_, pods, change, identitySource) => {
      expect(covered(pods, change)).toEqual({
        identitySource,
        reason: expect.stringMatching(/\.$/),
      });
    },
  );

  it('names the container and the key variable in the reason', () => {
    expect(covered([{ containers: [KEYS] }]).reason).toMatch(
      /^Container app: AWS_ACCESS_KEY_ID is set/,
    );
  });

  it('has the same reason after pods are recreated under other names', () => {
    const reason = (name: string) => covered([{ name }]).reason;
    expect(reason('orders-1')).toBe(reason('orders-2'));
  });
});
