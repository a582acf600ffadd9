import {
  evaluate,
  evaluateTrust,
  parsePolicy,
} from '@backstage-irsa/iam-policy';
import { subjectOf } from '@backstage-irsa/core/model';
import {
  defaultDocument,
  boundaryPolicy,
  rolePolicies,
} from '../aws/access/policies';
import { iamProblem } from '../aws/access/iamProblem';
import type { KmsKey } from '../state/account';
import type { World } from '../state/world';
import { makeCompany } from '.';
import { podsOf, variable } from './__testUtils__/look';
import { findService } from './service';

describe('makeCompany', () => {
  let world: World;

  beforeAll(async () => {
    world = await makeCompany();
  });

  it('has the accounts, clusters, and buckets that the contract names', () => {
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

  it('has the queues, topics, secrets, and tables that its roles may use', () => {
    const { account, role } = findService(world, {
      cluster: 'prod-eu',
      namespace: 'data',
      name: 'forecast',
    });
    const named = rolePolicies(account, role)
      .flatMap(({ document: { Statement } }) => [Statement].flat())
      .flatMap(({ Resource = [] }) => Resource)
      .filter(arn => /:(sqs|sns|secretsmanager|dynamodb):/.test(arn));
    const arns = [...world.resources.keys()];
    expect(named).toHaveLength(4);
    expect(
      named.filter(
        arn => !arns.some(each => each.startsWith(arn.replace(/\*$/, ''))),
      ),
    ).toEqual([]);
  });

  it('has encrypted resources, including one with a key that denies everyone', () => {
    const keys = [...(world.accounts.get('111122223333')?.keys.values() ?? [])];
    const isOpen = ({ policy }: KmsKey) => policy.includes(':root');
    const arnsOf = (open: boolean) =>
      keys.filter(key => isOpen(key) === open).map(({ arn }) => arn);
    const encryptedWith = (arns: string[]) =>
      [...world.resources.values()]
        .filter(({ keyId = '' }) => arns.includes(keyId))
        .map(({ kind }) => kind);
    const bucketsWith = (arns: string[]) =>
      [...world.buckets.values()]
        .filter(({ encryption }) => arns.includes(encryption?.keyId ?? ''))
        .map(({ name }) => name);
    expect([encryptedWith(arnsOf(true)), bucketsWith(arnsOf(true))]).toEqual([
      ['queue', 'topic', 'secret', 'table'],
      ['payments-receipts'],
    ]);
    expect([encryptedWith(arnsOf(false)), bucketsWith(arnsOf(false))]).toEqual([
      [],
      ['payments-archive'],
    ]);
  });

  it('has three node roles, including one with S3 and DynamoDB access', () => {
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
      permissionsBoundary: boundaryPolicy(account, role),
    });
  };

  it.each<[string, Parameters<typeof answers>, string]>([
    [
      'a permission whose condition is met',
      [
        'prod-eu/data/curator',
        's3:PutObject',
        'arn:aws:s3:::data-lake-curated/a',
        { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f67890' },
      ],
      'Allowed',
    ],
    [
      'a permission whose condition is not met',
      [
        'prod-eu/data/curator',
        's3:PutObject',
        'arn:aws:s3:::data-lake-curated/a',
      ],
      'ImplicitlyDenied',
    ],
    [
      'a Deny on part of an allowed resource',
      [
        'prod-eu/platform/backup',
        's3:PutObject',
        'arn:aws:s3:::platform-backups/archive/a',
      ],
      'ExplicitlyDenied',
    ],
    [
      'an Allow outside the denied part of a resource',
      [
        'prod-eu/platform/backup',
        's3:PutObject',
        'arn:aws:s3:::platform-backups/a',
      ],
      'Allowed',
    ],
    [
      'a permissions boundary that blocks an action',
      [
        'prod-eu/shop/search',
        'es:ESHttpPost',
        'arn:aws:es:eu-west-1:111122223333:domain/shop/x',
      ],
      'ImplicitlyDenied',
    ],
    [
      'a permissions boundary that lets an action through',
      [
        'prod-eu/shop/search',
        'es:ESHttpGet',
        'arn:aws:es:eu-west-1:111122223333:domain/shop/x',
      ],
      'Allowed',
    ],
    [
      'a permission from an inline policy',
      [
        'prod-eu/payments/fraud-check',
        'secretsmanager:GetSecretValue',
        'arn:aws:secretsmanager:eu-west-1:111122223333:secret:fraud-check-a1b2c3',
      ],
      'Allowed',
    ],
    [
      'a permission that it does not need',
      [
        'prod-eu/data/ingest',
        'iam:PassRole',
        'arn:aws:iam::111122223333:role/admin',
      ],
      'Allowed',
    ],
    [
      'a statement whose date condition has expired',
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

  it('has only policy documents that IAM accepts', () => {
    for (const account of world.accounts.values()) {
      const texts = [
        ...[...account.policies.values()].map(defaultDocument),
        ...[...account.roles.values()].flatMap(role => [
          ...role.inlinePolicies.values(),
        ]),
      ];
      expect(
        texts.map(text => iamProblem(text, 'identity', 'aws')).filter(Boolean),
      ).toEqual([]);
    }
  });

  it('has services that a role may use but does not', () => {
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

  it('has at least eight healthy services and eight broken ones, each with a different fault', () => {
    const broken = world.services.filter(({ fault }) => fault !== null);
    const kinds = new Set(broken.map(({ fault }) => fault));
    expect(world.services.length - broken.length).toBeGreaterThanOrEqual(8);
    expect(broken.length).toBeGreaterThanOrEqual(8);
    expect(kinds.size).toBe(broken.length);
  });

  it('has healthy services with injected pods and a matching trust policy', () => {
    for (const ref of world.services.filter(({ fault }) => fault === null)) {
      const { role, account, cluster } = findService(world, ref);
      const [provider] = [...account.oidcProviders.values()].filter(
        ({ url }) => `https://${url}` === cluster.issuer,
      );
      const { document } = parsePolicy(role.trustPolicy, { type: 'trust' });
      if (!document) throw new Error(`${role.name} has no trust policy`);
      const decide = (sub: string) =>
        evaluateTrust({
          trustPolicy: { name: 'trust policy', document: document },
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
