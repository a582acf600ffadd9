import { mutatingWebhookConfigurations } from '../../kubernetes/resources/mutatingWebhookConfigurations';
import type { World } from '../../state/world';
import { makeCompany } from '..';
import type { look } from '../__testUtils__/look';
import { showsFaults, type ShownFault } from '../__testUtils__/shown';

describe('the effect of a fault on pods, the ServiceAccount, and the trust policy', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  const webhooks = () =>
    world.clusters.get('prod-eu')?.store.all(mutatingWebhookConfigurations);
  const trust = ({ role }: ReturnType<typeof look>) => role.trust;
  const issuer = () => {
    const url = world.clusters.get('prod-eu')?.issuer ?? '';
    return url.replace('https://', '');
  };
  const cases: ShownFault[] = [
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
      'mistyped-issuer-host',
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
      'sts-region-inactive',
      ({ role }) => world.accounts.get(role.account)?.inactiveStsRegions,
      () => new Set(['eu-west-1']),
    ],
    [
      'dual-stack-issuer',
      ({ role }) => [
        role.trust,
        [...(world.accounts.get(role.account)?.oidcProviders.keys() ?? [])],
      ],
      () => {
        const dual = issuer().replace(
          'oidc.eks.eu-west-1.amazonaws.com',
          'oidc-eks.eu-west-1.api.aws',
        );
        return [
          expect.stringContaining(`"${dual}:sub"`),
          expect.arrayContaining([
            expect.stringContaining(dual),
            expect.stringContaining(issuer()),
          ]),
        ];
      },
    ],
    ['aws-profile', ({ env }) => env.AWS_PROFILE, () => 'legacy'],
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

  showsFaults(cases, () => world);
});
