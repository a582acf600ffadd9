import {
  evaluate,
  evaluateTrust,
  parsePolicy,
} from '@backstage-irsa/iam-policy';
import { subjectOf } from '@backstage-irsa/plugin-irsa-common';
import {
  defaultDocument,
  roleBoundary,
  rolePolicies,
} from '../aws/access/policies';
import { policyProblem } from '../aws/access/policyProblem';
import type { Pod } from '../kubernetes/objects';
import { pods } from '../kubernetes/resources/pods';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { World } from '../state/world';
import { makeCompany } from '.';
import { faults, plantFault } from './faults';
import { findService } from './service';

const HEALTHY = {
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders-api',
};

function podsOf(world: World, ref: typeof HEALTHY): Pod[] {
  const store = world.clusters.get(ref.cluster)?.store;
  return (store?.list(pods, ref.namespace) ?? []).filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === ref.name,
  );
}

/** Values of one variable in the first containers of a service's pods, without repeats. */
function variable(world: World, ref: typeof HEALTHY, name: string) {
  const values = podsOf(world, ref).map(
    ({ spec }) => spec.containers[0].env?.find(env => env.name === name)?.value,
  );
  return [...new Set(values)];
}

/** What a service looks like from outside, as far as faults can change it. */
function look(world: World, ref: typeof HEALTHY, roleName: string) {
  const cluster = world.clusters.get(ref.cluster);
  const account = cluster?.store.get(serviceAccounts, ref.namespace, ref.name);
  const annotations = account?.metadata.annotations ?? {};
  const roles = [...world.accounts.values()].flatMap(({ id, roles: all }) => {
    const role = all.get(roleName);
    return role ? { account: id, arn: role.arn, trust: role.trustPolicy } : [];
  });
  return {
    annotations,
    role: roles[0],
    roleArn: variable(world, ref, 'AWS_ROLE_ARN'),
    tokenFile: variable(world, ref, 'AWS_WEB_IDENTITY_TOKEN_FILE'),
    pods: podsOf(world, ref),
  };
}

describe('makeCompany', () => {
  let world: World;
  let seconds: number;

  beforeAll(async () => {
    const start = Date.now();
    world = await makeCompany();
    seconds = (Date.now() - start) / 1000;
  });

  it('is made in under two seconds', () => {
    expect(seconds).toBeLessThan(2);
  });

  it('has the accounts, clusters and buckets that the contract names', () => {
    expect([...world.accounts.keys()]).toEqual([
      '111122223333',
      '444455556666',
    ]);
    expect(
      [...world.clusters.values()].map(({ name, accountId, region }) => [
        name,
        accountId,
        region,
      ]),
    ).toEqual([
      ['prod-eu', '111122223333', 'eu-west-1'],
      ['staging-eu', '444455556666', 'eu-west-1'],
    ]);
    expect(world.buckets.has('orders-uploads')).toBe(true);
  });

  it('has three node roles, one of which carries S3 and DynamoDB access', () => {
    const arns = [...world.clusters.values()].flatMap(({ nodeGroups }) =>
      nodeGroups.map(({ nodeRoleArn }) => nodeRoleArn),
    );
    const roles = [...world.accounts.values()]
      .flatMap(account => [...account.roles.values()])
      .filter(({ arn }) => arns.includes(arn));
    const withMore = roles.filter(({ attachedPolicyArns }) =>
      [
        'arn:aws:iam::aws:policy/AmazonS3FullAccess',
        'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess',
      ].every(arn => attachedPolicyArns.includes(arn)),
    );
    expect([roles.length, withMore.length]).toEqual([3, 1]);
  });

  it('attaches only policies that exist', () => {
    const missing = [...world.accounts.values()].flatMap(account =>
      [...account.roles.values(), ...account.users.values()]
        .flatMap(({ attachedPolicyArns }) => attachedPolicyArns)
        .filter(arn => !account.policies.has(arn)),
    );
    expect(missing).toEqual([]);
  });

  const answers = (
    ref: string,
    action: string,
    resource: string,
    context = {},
  ) => {
    const [cluster, namespace, name] = ref.split('/');
    const { account, role } = findService(world, { cluster, namespace, name });
    return evaluate({
      principal: { kind: 'role', arn: role.arn },
      action,
      resource,
      context,
      identityPolicies: rolePolicies(account, role),
      permissionsBoundary: roleBoundary(account, role),
    });
  };

  it.each<[string, Parameters<typeof answers>, string]>([
    [
      'a condition',
      [
        'prod-eu/data/curator',
        's3:PutObject',
        'arn:aws:s3:::data-lake-curated/a',
        { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f67890' },
      ],
      'Allowed',
    ],
    [
      'a condition, not met',
      [
        'prod-eu/data/curator',
        's3:PutObject',
        'arn:aws:s3:::data-lake-curated/a',
      ],
      'ImplicitlyDenied',
    ],
    [
      'a Deny on a part',
      [
        'prod-eu/platform/backup',
        's3:PutObject',
        'arn:aws:s3:::platform-backups/archive/a',
      ],
      'ExplicitlyDenied',
    ],
    [
      'a Deny on a part, and the rest',
      [
        'prod-eu/platform/backup',
        's3:PutObject',
        'arn:aws:s3:::platform-backups/a',
      ],
      'Allowed',
    ],
    [
      'a boundary',
      [
        'prod-eu/shop/search',
        'es:ESHttpPost',
        'arn:aws:es:eu-west-1:111122223333:domain/shop/x',
      ],
      'ImplicitlyDenied',
    ],
    [
      'a boundary that lets through',
      [
        'prod-eu/shop/search',
        'es:ESHttpGet',
        'arn:aws:es:eu-west-1:111122223333:domain/shop/x',
      ],
      'Allowed',
    ],
    [
      'an inline policy',
      [
        'prod-eu/payments/fraud-check',
        'secretsmanager:GetSecretValue',
        'arn:aws:secretsmanager:eu-west-1:111122223333:secret:fraud-check-a1b2c3',
      ],
      'Allowed',
    ],
    [
      'more than it needs',
      [
        'prod-eu/data/ingest',
        'iam:PassRole',
        'arn:aws:iam::111122223333:role/admin',
      ],
      'Allowed',
    ],
    [
      'a statement that time has closed',
      [
        'prod-eu/shop/catalogue',
        'sns:Publish',
        'arn:aws:sns:eu-west-1:111122223333:catalogue-migration',
        { 'aws:CurrentTime': new Date().toISOString() },
      ],
      'ImplicitlyDenied',
    ],
  ])('has a service with %s', (_, request, decision) => {
    expect(answers(...request).decision).toBe(decision);
  });

  it('has only documents that IAM takes', () => {
    for (const account of world.accounts.values()) {
      const texts = [
        ...[...account.policies.values()].map(defaultDocument),
        ...[...account.roles.values()].flatMap(role => [
          ...role.inlinePolicies.values(),
        ]),
      ];
      expect(
        texts.map(text => policyProblem(text, 'identity')).filter(Boolean),
      ).toEqual([]);
    }
  });

  it('has services that their role was given and does not use', () => {
    const { role } = findService(world, {
      cluster: 'prod-eu',
      namespace: 'production',
      name: 'orders-worker',
    });
    const days = (prefix: string) =>
      Math.round(
        (world.now().getTime() -
          (role.serviceUse?.get(prefix)?.at.getTime() ?? 0)) /
          86_400_000,
      );
    expect([days('sqs'), days('dynamodb')]).toEqual([0, 140]);
  });

  it('has at least eight healthy services and eight broken ones, each by another fault', () => {
    const broken = world.services.filter(({ fault }) => fault !== null);
    const kinds = new Set(broken.map(({ fault }) => fault));
    expect(world.services.length - broken.length).toBeGreaterThanOrEqual(8);
    expect(broken.length).toBeGreaterThanOrEqual(8);
    expect(kinds.size).toBe(broken.length);
  });

  it('has healthy services whose pods are injected and whose trust lets them in', () => {
    for (const ref of world.services.filter(({ fault }) => fault === null)) {
      const { role, account, cluster } = findService(world, ref);
      const [provider] = [...account.oidcProviders.values()].filter(
        ({ url }) => `https://${url}` === cluster.issuer,
      );
      const { document } = parsePolicy(role.trustPolicy, { type: 'trust' });
      if (!document) throw new Error(`${role.name} has no trust policy`);
      const decide = (sub: string) =>
        evaluateTrust({
          trustPolicy: document,
          principal: { federated: provider.arn },
          action: 'sts:AssumeRoleWithWebIdentity',
          context: {
            [`${provider.url}:sub`]: sub,
            [`${provider.url}:aud`]: 'sts.amazonaws.com',
          },
        }).decision;
      expect(decide(subjectOf(ref))).toBe('Allowed');
      expect(decide(subjectOf({ ...ref, name: 'other' }))).not.toBe('Allowed');
      expect(variable(world, ref, 'AWS_ROLE_ARN')).toEqual([role.arn]);
      expect(podsOf(world, ref).length).toBeGreaterThan(0);
    }
  });
});

describe('faults', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  it('have different numbers and names', () => {
    expect(new Set(faults.map(({ number }) => number)).size).toBe(
      faults.length,
    );
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });

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
  ];

  it.each(cases)('%s', (name, see, expected) => {
    const roleName = findService(world, HEALTHY).role.name;
    const count = podsOf(world, HEALTHY).length;
    plantFault(world, HEALTHY, name);
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

  it('are each tested', () => {
    expect(cases.map(([name]) => name)).toEqual(faults.map(({ name }) => name));
  });

  it('that do not exist are refused by name', () => {
    expect(() => plantFault(world, HEALTHY, 'gremlins')).toThrow(
      'there is no fault gremlins',
    );
  });
});
