import type { ChainLink } from '../model/types';
import { absent, found, unknown } from '../model/observation';
import type { Observed } from '../model/observed';
import {
  accountWith,
  ISSUER,
  observedWith,
  podWith,
  PROVIDER_ARN,
  ROLE_ARN,
  roleWith,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { chainOf } from './chain';

const linksOf = (change: Partial<Observed> = {}) =>
  Object.fromEntries(
    chainOf(observedWith(change)).links.map(link => [link.link, link]),
  );
const valueIn = ({ facts }: ChainLink, label: string) =>
  facts.find(fact => fact.label === label)?.value;

const association = found({
  arn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod-eu/a-1',
  id: 'a-1',
  roleArn: ROLE_ARN,
  disableSessionTags: false,
});

describe('the chain of a healthy service', () => {
  it('contains each link once, in order, with its name', () => {
    const { links, mechanism, checkedAt } = chainOf(observedWith());
    expect({ mechanism, checkedAt }).toEqual({
      mechanism: 'irsa',
      checkedAt: '2026-11-24T12:00:00.000Z',
    });
    expect(links.map(({ link, name }) => [link, name])).toEqual([
      ['workload', 'deployment/orders'],
      ['service-account', 'production/orders'],
      ['oidc-provider', ISSUER],
      ['trust-policy', 'Trust policy of orders-0a1b2c3d4e'],
      ['role', 'orders-0a1b2c3d4e'],
      ['permissions', 'orders-0a1b2c3d4e'],
    ]);
  });

  it('shows the main facts of each link', () => {
    const links = linksOf();
    expect(valueIn(links.workload, 'Pods')).toBe('1');
    expect(valueIn(links['service-account'], 'Role')).toBe(ROLE_ARN);
    expect(valueIn(links['service-account'], 'Audience')).toBe(
      'sts.amazonaws.com',
    );
    expect(valueIn(links['oidc-provider'], 'Client IDs')).toBe(
      'sts.amazonaws.com',
    );
    expect(valueIn(links['trust-policy'], 'Statement 1, Allow')).toBe(
      `sts:AssumeRoleWithWebIdentity by ${PROVIDER_ARN}: StringEquals ${ISSUER}:sub = system:serviceaccount:production:orders; StringEquals ${ISSUER}:aud = sts.amazonaws.com`,
    );
    expect(valueIn(links.role, 'Longest session')).toBe('3600 s');
    expect(links.role.arn).toBe(ROLE_ARN);
    expect(valueIn(links.permissions, 'Managed policy')).toMatch(
      /^arn:aws:iam/,
    );
  });

  it('suggests read-only commands with the real names', () => {
    const links = linksOf({
      inlinePolicies: found([
        {
          name: 'more rights',
          document: { text: '', errors: [] },
        },
      ]),
    });
    expect(links.workload.verifyCommands[0]).toBe(
      'kubectl get pods -n production --field-selector spec.serviceAccountName=orders',
    );
    expect(links['service-account'].verifyCommands[0]).toBe(
      'kubectl get serviceaccount orders -n production -o yaml',
    );
    expect(links['oidc-provider'].verifyCommands).toEqual([
      'aws eks describe-cluster --name prod-eu --region eu-west-1 --query cluster.identity.oidc.issuer',
      `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN}`,
    ]);
    expect(links.role.verifyCommands).toEqual([
      'aws iam get-role --role-name orders-0a1b2c3d4e',
    ]);
    expect(links.permissions.verifyCommands).toContain(
      "aws iam get-role-policy --role-name orders-0a1b2c3d4e --policy-name 'more rights'",
    );
    for (const { verifyCommands } of Object.values(links)) {
      for (const line of verifyCommands) {
        expect(line).toMatch(
          /^(kubectl get|aws (iam|eks) (get|list|describe)-)/,
        );
      }
    }
  });

  it('shows for each container whether it has the role', () => {
    const { pods } = chainOf(
      observedWith({
        pods: found([
          podWith({
            annotations: { 'eks.amazonaws.com/skip-containers': 'proxy' },
            containers: [
              { ...UNINJECTED, name: 'setup', init: true },
              ...podWith().containers,
              { ...UNINJECTED, name: 'proxy' },
            ],
          }),
        ]),
      }),
    );
    expect(pods).toMatchObject([
      {
        name: 'orders-5d9c7b-x2x4z',
        workload: 'deployment/orders',
        containers: [
          {
            name: 'setup',
            init: true,
            configured: true,
            injected: false,
            credentials: 'node-role-or-none',
          },
          {
            name: 'app',
            init: false,
            configured: true,
            injected: true,
            credentials: 'web-identity',
          },
          { name: 'proxy', configured: false, injected: false },
        ],
      },
    ]);
  });
});

describe('an incomplete chain', () => {
  it('shows what is missing, and keeps the verify commands', () => {
    const links = linksOf({
      oidcProvider: absent(),
      role: absent(),
      attachedPolicies: absent(),
      pods: found([]),
      similarPods: found([podWith({ serviceAccountName: 'default' })]),
    });
    expect(links.workload.name).toBeNull();
    expect(valueIn(links.workload, 'Runs as another ServiceAccount')).toBe(
      'deployment/orders as default',
    );
    const besides = linksOf({
      pods: found([]),
      similarPods: found([
        podWith({
          serviceAccountName: 'orders-web',
          workload: 'deployment/orders-web',
        }),
      ]),
    });
    expect(
      valueIn(besides.workload, 'Runs as another ServiceAccount'),
    ).toBeUndefined();
    expect(valueIn(links['oidc-provider'], 'OIDC provider')).toBe('not found');
    expect(links['oidc-provider'].verifyCommands[1]).toContain(PROVIDER_ARN);
    expect(links.role.name).toBeNull();
    expect(valueIn(links.role, 'Requested')).toBe(ROLE_ARN);
    expect(links.role.verifyCommands).toHaveLength(1);
    expect(links.permissions).toMatchObject({ name: null });
  });

  it('shows why data is unknown', () => {
    const denied = 'The backend may not call iam:GetRole.';
    const links = linksOf({
      role: unknown(denied, 'iam:GetRole'),
      pods: unknown('The backend may not list pods.', 'list pods'),
    });
    expect(valueIn(links.role, 'Role')).toBe(denied);
    expect(valueIn(links['trust-policy'], 'Role')).toBe(denied);
    expect(valueIn(links.permissions, 'Role')).toBe(denied);
    expect(valueIn(links.workload, 'Pods')).toBe(
      'The backend may not list pods.',
    );
    const observed = observedWith({ pods: unknown('no') });
    expect(chainOf(observed).pods).toBeNull();
  });

  it('suggests no commands for a role whose name is unknown', () => {
    const links = linksOf({ serviceAccount: accountWith({}), role: absent() });
    expect(links.role.verifyCommands).toEqual([]);
    expect(links['trust-policy'].verifyCommands).toEqual([]);
    expect(links.permissions.verifyCommands).toEqual([]);
    expect(valueIn(links['service-account'], 'Role')).toBe('none');
  });

  it('shows that a trust policy cannot be parsed', () => {
    const role = roleWith(trustOf(), {
      trust: { text: '{', errors: [] },
    });
    expect(valueIn(linksOf({ role })['trust-policy'], 'Document')).toBe(
      'cannot be read',
    );
  });
});

describe('the chain of EKS Pod Identity', () => {
  const change: Partial<Observed> = {
    mechanism: 'pod-identity',
    association,
    serviceAccount: accountWith({}),
    podIdentityAgent: found({
      name: 'eks-pod-identity-agent',
      version: 'v1.3.4',
      addonStatus: 'ACTIVE',
      pods: found({ ready: 'some', reason: 'NotReady' }),
    }),
    pods: found([
      podWith({
        containers: [
          {
            ...UNINJECTED,
            env: {
              AWS_CONTAINER_CREDENTIALS_FULL_URI:
                'http://169.254.170.23/v1/credentials',
            },
          },
        ],
      }),
    ]),
  };

  it('has no OIDC provider, and names the association and the agent', () => {
    const links = linksOf(change);
    expect(links['oidc-provider']).toEqual({
      link: 'oidc-provider',
      name: null,
      facts: [],
      verifyCommands: [],
    });
    expect(valueIn(links.workload, 'EKS Pod Identity agent')).toBe(
      'eks-pod-identity-agent v1.3.4, ACTIVE',
    );
    expect(valueIn(links.workload, 'Pods of the agent that are ready')).toBe(
      'some (NotReady)',
    );
    expect(
      valueIn(links['service-account'], 'EKS Pod Identity association'),
    ).toBe('a-1');
    expect(links['service-account'].verifyCommands).toContain(
      'aws eks describe-pod-identity-association --cluster-name prod-eu --association-id a-1 --region eu-west-1',
    );
  });

  it('counts containers with credentials from the agent as injected', () => {
    expect(chainOf(observedWith(change)).pods?.[0].containers).toMatchObject([
      { configured: true, injected: true, credentials: 'pod-identity' },
    ]);
    expect(
      valueIn(linksOf(change).workload, 'Pods with the injected role'),
    ).toBe('1');
  });
});

it('shows at most 100 pods', () => {
  const pods = found(
    Array.from({ length: 101 }, (_, index) => podWith({ name: `p-${index}` })),
  );
  expect(chainOf(observedWith({ pods })).pods).toHaveLength(100);
});
