import { mutatingWebhookConfigurations } from '../../kubernetes/resources/mutatingWebhookConfigurations';
import { pods } from '../../kubernetes/resources/pods';
import type { World } from '../../state/world';
import { makeCompany } from '..';
import { HEALTHY, look, plant, podsOf } from '../__testUtils__/look';
import { findService } from '../service';
import { faults } from '.';

describe('what pods, ServiceAccount and trust policy show of a fault', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  const prodEu = () => world.clusters.get('prod-eu')!;
  const webhooks = () =>
    world.clusters.get('prod-eu')?.store.all(mutatingWebhookConfigurations);
  const associations = () => {
    const cluster = world.clusters.get('prod-eu');
    return [...(cluster?.podIdentityAssociations.values() ?? [])].map(
      ({ roleArn }) => roleArn,
    );
  };
  const addons = () => prodEu().addons;
  const agentsWaitFor = () =>
    prodEu()
      .store.list(pods, 'kube-system')
      .filter(({ metadata }) =>
        metadata.name.startsWith('eks-pod-identity-agent-'),
      )
      .map(
        ({ status }) =>
          status?.containerStatuses?.[0].state.waiting as { reason: string },
      )
      .map(({ reason }) => reason);
  const trust = ({ role }: ReturnType<typeof look>) => role.trust;
  const issuer = () => {
    const url = world.clusters.get('prod-eu')?.issuer ?? '';
    return url.replace('https://', '');
  };
  const cases: [
    string,
    (seen: ReturnType<typeof look>) => unknown,
    () => unknown,
  ][] = [
    [
      'no-oidc-provider',
      ({ role, annotations, roleArn }) => [
        role.account,
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        roleArn[0] === role.arn,
        world.accounts
          .get(role.account)
          ?.oidcProviders.has(
            `arn:aws:iam::${role.account}:oidc-provider/${issuer()}`,
          ),
      ],
      () => ['444455556666', true, true, false],
    ],
    ['old-issuer', seen => trust(seen).includes(issuer()), () => false],
    [
      'wrong-subject',
      trust,
      () =>
        expect.stringContaining('serviceaccount:production-old:orders-api"'),
    ],
    [
      'wildcard-under-equals',
      trust,
      () => expect.stringContaining('serviceaccount:production:*"'),
    ],
    [
      'arn-prefixed-key',
      trust,
      () =>
        expect.stringContaining(
          `"arn:aws:iam::111122223333:oidc-provider/${issuer()}:sub"`,
        ),
    ],
    [
      'issuer-host-typed-wrong',
      trust,
      () => expect.stringContaining('"oidc.eu-west-1.eks.amazonaws.com/id/'),
    ],
    [
      'audience-differs',
      ({ pods: [pod] }) =>
        pod.spec.volumes?.find(({ name }) => name === 'aws-iam-token')
          ?.projected?.sources?.[0].serviceAccountToken?.audience,
      () => 'sts.eu-west-1.amazonaws.com',
    ],
    [
      'default-token-path',
      ({ tokenFile }) => tokenFile,
      () => ['/var/run/secrets/kubernetes.io/serviceaccount/token'],
    ],
    [
      'pod-older-than-annotation',
      ({ annotations, role, roleArn, pods: all }) => [
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        roleArn,
        all.every(
          ({ metadata }) =>
            Date.parse(metadata.creationTimestamp ?? '') <
            world.now().getTime() - 1000,
        ),
      ],
      () => [true, [undefined], true],
    ],
    [
      'mistyped-annotation',
      ({ annotations, roleArn }) => [Object.keys(annotations), roleArn],
      () => [['eks.amazon.com/role-arn'], [undefined]],
    ],
    [
      'malformed-arn',
      ({ roleArn }) => roleArn[0],
      () => expect.stringMatching(/^arn:aws:iam:1111/),
    ],
    [
      'path-left-out',
      ({ role, roleArn }) => [role.arn, roleArn[0]],
      () => [
        expect.stringContaining(':role/services/orders-api-irsa-'),
        expect.stringContaining(':role/orders-api-irsa-'),
      ],
    ],
    [
      'container-sets-role',
      ({ role, roleArn, tokenFile }) => [
        roleArn[0] === `${role.arn}-old`,
        tokenFile,
      ],
      () => [true, [undefined]],
    ],
    [
      'user-volume',
      ({ pods: [pod] }) =>
        pod.spec.volumes
          ?.filter(({ name }) => name === 'aws-iam-token')
          .map(
            ({ projected }) =>
              projected?.sources?.[0].serviceAccountToken?.audience,
          ),
      () => ['vault'],
    ],
    ['webhook-skipped', ({ roleArn }) => roleArn, () => [undefined]],
    [
      'static-keys',
      ({ pods: [pod] }) => pod.spec.containers[0].env?.map(({ name }) => name),
      () => expect.arrayContaining(['AWS_ACCESS_KEY_ID', 'AWS_ROLE_ARN']),
    ],
    [
      'no-subject',
      seen => [trust(seen).includes(':sub"'), trust(seen).includes(':aud"')],
      () => [false, true],
    ],
    [
      'other-service-account',
      ({ pods: [pod], roleArn }) => [pod.spec.serviceAccountName, roleArn],
      () => ['default', [undefined]],
    ],
    [
      'more-conditions',
      trust,
      () =>
        expect.stringContaining('"sts:RoleSessionName": "orders-api-nightly"'),
    ],
    [
      'expired-token',
      ({ env }) => env.APP_WEB_IDENTITY_TOKEN_CACHE,
      () => 'forever',
    ],
    [
      'webhook-missing',
      ({ roleArn }) => [roleArn, webhooks()],
      () => [[undefined], []],
    ],
    [
      'old-sdk',
      ({ pods: [pod] }) => pod.spec.containers[0].image,
      () =>
        'registry.example.com/production/orders-api:0.9.1-aws-sdk-java-1.11.500',
    ],
    [
      'token-unreadable',
      ({ pods: [pod] }) => [
        world.clusters.get('prod-eu')?.version,
        pod.spec.securityContext,
      ],
      () => ['1.18', { runAsNonRoot: true, runAsUser: 1000 }],
    ],
    [
      'wrong-partition',
      ({ roleArn }) => roleArn[0],
      () =>
        expect.stringMatching(/^arn:aws-cn:iam::111122223333:role\/orders-api/),
    ],
    [
      'global-sts',
      ({ env, roleArn, role }) => [
        env.AWS_STS_REGIONAL_ENDPOINTS,
        roleArn[0] === role.arn,
      ],
      () => [undefined, true],
    ],
    [
      'both-mechanisms',
      ({ env, annotations, role }) => [
        env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        env.AWS_ROLE_ARN,
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        associations(),
      ],
      () => [
        'http://169.254.170.23/v1/credentials',
        undefined,
        true,
        ['arn:aws:iam::111122223333:role/production-orders-api-pod-identity'],
      ],
    ],
    [
      'pod-identity-trust',
      seen => [
        seen.annotations,
        seen.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        associations()[0] === seen.role.arn,
        trust(seen).includes('sts:AssumeRole"'),
        trust(seen).includes('sts:TagSession'),
        trust(seen).includes('aws:RequestTag/eks-cluster-arn'),
      ],
      () => [{}, expect.any(String), true, true, false, true],
    ],
    [
      'client-id-missing',
      ({ role, annotations }) => [
        role.account,
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        world.accounts
          .get(role.account)
          ?.oidcProviders.get(
            `arn:aws:iam::${role.account}:oidc-provider/${issuer()}`,
          )?.clientIds,
      ],
      () => ['444455556666', true, ['kubernetes.default.svc']],
    ],
    [
      'session-too-long',
      ({ env }) => env.APP_AWS_SESSION_SECONDS,
      () => '43200',
    ],
    [
      'lookup-race',
      ({ annotations, role, roleArn, pods: all }) => [
        annotations['eks.amazonaws.com/role-arn'] === role.arn,
        roleArn,
        all.every(
          ({ metadata }) =>
            Date.parse(metadata.creationTimestamp ?? '') >
            world.now().getTime() - 60_000,
        ),
      ],
      () => [true, [undefined], true],
    ],
    [
      'association-dangling',
      seen => [
        seen.annotations,
        associations()[0] === `${seen.role.arn}-old`,
        trust(seen).includes('sts:TagSession'),
      ],
      () => [{}, true, true],
    ],
    [
      'agent-not-ready',
      seen => [
        seen.annotations,
        associations()[0] === seen.role.arn,
        addons().has('eks-pod-identity-agent'),
        agentsWaitFor(),
      ],
      () => [{}, true, true, Array(5).fill('CrashLoopBackOff')],
    ],
    ['other-profile', ({ env }) => env.AWS_PROFILE, () => 'legacy'],
    [
      'agent-behind-proxy',
      seen => [
        seen.env.HTTP_PROXY,
        seen.env.NO_PROXY,
        seen.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
        associations()[0] === seen.role.arn,
      ],
      () => [
        expect.any(String),
        expect.not.stringContaining('169.254.170.23'),
        expect.stringContaining('169.254.170.23'),
        true,
      ],
    ],
    ['webhook-version', ({ roleArn }) => roleArn, () => [undefined]],
    [
      'token-expiration',
      ({ annotations, pods: [pod] }) => [
        annotations['eks.amazonaws.com/token-expiration'],
        pod.spec.volumes?.find(({ name }) => name === 'aws-iam-token')
          ?.projected?.sources?.[0].serviceAccountToken?.expirationSeconds,
      ],
      () => ['300', 600],
    ],
  ];

  it.each(cases)('%s', (name, see, expected) => {
    const roleName = findService(world, HEALTHY).role.name;
    const count = podsOf(world, HEALTHY).length;
    plant(world, name);
    const seen = look(world, HEALTHY, roleName);
    expect(see(seen)).toEqual(expected());
    expect(seen.pods).toHaveLength(count);
    expect(
      world.services.find(
        ({ cluster, namespace, name: service }) =>
          cluster === 'prod-eu' &&
          namespace === 'production' &&
          service === 'orders-api',
      )?.fault,
    ).toBe(faults.find(fault => fault.name === name)?.number);
  });
});
