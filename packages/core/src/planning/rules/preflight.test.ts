import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { readDocument, statementsOf } from '../../model/document';
import { absent, found } from '../../model/observation';
import { CUT_OFF_ROOM, DEFAULT_QUOTAS } from '../../model/defaultQuotas';
import type { Observed, ObservedQuotas } from '../../model/observed';
import { desiredWith } from '../../__testUtils__/desired';
import { configWith } from '../../__testUtils__/guardrails';
import {
  accountWith,
  observedDocument,
  observedWith,
  roleWith,
} from '../../__testUtils__/observed';
import {
  CUT_OFF_POLICY,
  denyOlderSessions,
} from '../../permissions/cutOffPolicy';
import { preflight } from './preflight';
import { checkRoleSizes } from './sizes';
import { ownershipContext } from '../../__testUtils__/ownership';

const desired = desiredWith();
const recorded = new Set([desired.roleArn, desired.policyArn, desired.refText]);
const ours = {
  arn: desired.roleArn,
  name: desired.roleName,
  tags: desired.tags,
};
const policy = {
  arn: desired.policyArn,
  name: desired.policyName,
  path: '/irsa/',
  defaultVersionId: 'v1',
  document: observedDocument(desired.policy!),
  tags: desired.tags,
  versionIds: ['v1'],
};
const toDeleted = (...before: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    ...before,
    {
      Effect: 'Allow',
      Principal: { AWS: 'AROAIOSFODNN7EXAMPLE1' },
      Action: 'sts:AssumeRole',
    },
  ],
});
const EVERYBODY: Statement = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};
const clean: Partial<Observed> = {
  role: absent(),
  plannedPolicy: absent(),
  serviceAccount: absent(),
};
const OFF = configWith({});
const ON = { ...OFF, createNamespaces: true, createOidcProviders: true };
const rules = (
  change: Partial<Observed>,
  config = OFF,
  known: ReadonlySet<string> = recorded,
  wanted = desired,
) =>
  preflight(
    ownershipContext(wanted, observedWith({ ...clean, ...change }), known),
    config,
  ).map(({ field, rule }) => `${field} ${rule}`);

const sizeOf = (document: object) => JSON.stringify(document).length;
const withInline = desiredWith({
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/b' },
    ],
  },
});

describe('preflight', () => {
  it.each<[string, Partial<Observed>, string[]]>([
    ['a namespace without conflicting objects', {}, []],
    [
      'a missing namespace',
      { namespace: absent() },
      ['namespace namespace-exists'],
    ],
    [
      'a terminating namespace',
      { namespace: found({ uid: 'u', phase: 'Terminating' }) },
      ['namespace namespace-terminating'],
    ],
    [
      'a missing OIDC provider',
      { oidcProvider: absent() },
      ['cluster oidc-provider-exists'],
    ],
    [
      'an OIDC provider without the audience',
      { oidcProvider: found({ arn: 'a', url: 'u', clientIds: [] }) },
      ['cluster oidc-provider-audience'],
    ],
    [
      'a missing namespace and OIDC provider',
      { namespace: absent(), oidcProvider: absent() },
      ['namespace namespace-exists', 'cluster oidc-provider-exists'],
    ],
    [
      'a role and a policy that Backstage manages',
      { role: roleWith(desired.trust, ours), plannedPolicy: found(policy) },
      [],
    ],
    [
      'a role without the tags of Backstage',
      { role: roleWith(desired.trust, { ...ours, tags: {} }) },
      ['name not-managed-by-backstage'],
    ],
    [
      'a role of others that trusts everybody and deleted principals, of which it tells nothing',
      {
        role: roleWith(toDeleted(EVERYBODY), {
          ...ours,
          tags: { 'backstage-irsa.dev/owner': 'group:default/others' },
        }),
      },
      ['name other-owner'],
    ],
    [
      'a trust policy to change that IAM would reject',
      { role: roleWith(toDeleted(), ours) },
      ['roleName trust-principal-deleted'],
    ],
    [
      'an unchanged trust policy that IAM would reject',
      { role: roleWith(toDeleted(...[desired.trust.Statement].flat()), ours) },
      [],
    ],
    [
      'a trust policy that cannot be read',
      {
        role: roleWith(desired.trust, {
          ...ours,
          trust: readDocument('{"Statement":[{"Effect":"Trust"}]}', 'trust'),
        }),
      },
      ['roleName trust-policy-unreadable'],
    ],
    [
      'a role outside the role path',
      { role: roleWith(desired.trust, { ...ours, path: '/' }) },
      ['name not-managed-by-backstage'],
    ],
    [
      'a policy without the tags of Backstage',
      { plannedPolicy: found({ ...policy, tags: {} }) },
      ['name not-managed-by-backstage'],
    ],
    [
      'a ServiceAccount that Backstage manages',
      {
        serviceAccount: accountWith(desired.annotations, {
          labels: desired.labels,
        }),
      },
      [],
    ],
    [
      'a ServiceAccount with another role',
      {
        serviceAccount: accountWith(
          {
            ...desired.annotations,
            'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/x',
          },
          { labels: desired.labels },
        ),
      },
      ['name not-managed-by-backstage'],
    ],
    [
      'a ServiceAccount with another entity',
      {
        serviceAccount: accountWith(
          {
            ...desired.annotations,
            'backstage-irsa.dev/entity': 'component:default/x',
          },
          { labels: desired.labels },
        ),
      },
      ['name not-managed-by-backstage'],
    ],
    [
      'a ServiceAccount without the label of Backstage',
      { serviceAccount: accountWith(desired.annotations) },
      ['name already-exists'],
    ],
    [
      'a ServiceAccount without annotations and labels',
      { serviceAccount: accountWith({}) },
      ['name already-exists'],
    ],
  ])('checks %s', (_, change, expected) => {
    expect(rules(change)).toEqual(expected);
  });

  it('accepts a missing namespace and provider if their creation is enabled', () => {
    expect(rules({ namespace: absent(), oidcProvider: absent() }, ON)).toEqual(
      [],
    );
  });

  it('does not suggest a shorter name for a role that many ServiceAccounts share', () => {
    const sharing = (name: string) =>
      desiredWith({
        ...{ name, roleName: 'shared', mechanism: 'pod-identity' },
        grants: [],
      });
    const wanted = sharing('orders-0');
    const observed = (count: number) =>
      observedWith({
        ...clean,
        role: roleWith(
          {
            Version: '2012-10-17',
            Statement: Array.from({ length: count }, (_, index) =>
              statementsOf(sharing(`orders-${index + 1}`).trust),
            ).flat(),
          },
          { arn: wanted.roleArn, name: 'shared', tags: wanted.tags },
        ),
      });
    const sizes = (count: number) =>
      checkRoleSizes(wanted, observed(count), recorded);
    expect(sizes(4)).toEqual([]);
    const [{ field, rule, message }] = sizes(8);
    expect([field, rule]).toEqual(['roleName', 'trust-policy-size']);
    expect(message).toContain('let fewer ServiceAccounts share the role');
    expect(message).not.toContain('shorter name');
  });

  it('rejects objects that are not recorded, despite their tags and labels', () => {
    const all = {
      role: roleWith(desired.trust, ours),
      plannedPolicy: found(policy),
      serviceAccount: accountWith(desired.annotations, {
        labels: desired.labels,
      }),
    };
    expect(rules(all, OFF, new Set())).toEqual([
      'name not-managed-by-backstage',
      'name not-managed-by-backstage',
      'name already-exists',
    ]);
  });

  it('does not tell what a role of others has', () => {
    const full = {
      role: roleWith(desired.trust, ours),
      inlinePolicies: found([
        {
          name: 'theirs',
          document: {
            ...observedDocument(desired.policy!),
            text: 'x'.repeat(DEFAULT_QUOTAS.inlinePolicySize),
          },
        },
      ]),
    };
    expect(rules(full, OFF, recorded, withInline)).toContain(
      'policyDocument inline-policy-size',
    );
    expect(rules(full, OFF, new Set(), withInline)).toEqual([
      'name not-managed-by-backstage',
    ]);
  });

  it('measures the size of documents like IAM', () => {
    const grant = {
      service: 's3',
      access: 'read-write',
      resource: 'b'.repeat(60),
    };
    const within = desiredWith({ grants: Array(15).fill(grant) });
    const beyond = desiredWith({ grants: Array(30).fill(grant) });
    expect(rules({}, OFF, recorded, within)).toEqual([]);
    expect(rules({}, OFF, recorded, beyond)).toEqual(['grants policy-size']);
  });

  it.each<[string, keyof ObservedQuotas, number, string]>([
    ['policy', 'policySize', sizeOf(desired.policy!), 'grants policy-size'],
    [
      'trust policy',
      'trustPolicySize',
      sizeOf(desired.trust),
      'name trust-policy-size',
    ],
    [
      'inline document',
      'inlinePolicySize',
      sizeOf(withInline.inlinePolicy!) + CUT_OFF_ROOM,
      'policyDocument inline-policy-size',
    ],
    ['attached policies', 'attachedPolicies', 1, 'grants attached-policies'],
  ])(
    'checks the %s against the exact quota of the account',
    (_, quota, size, broken) => {
      const at = (most: number) =>
        rules(
          {
            attachedPolicies: found([]),
            quotas: found({ ...DEFAULT_QUOTAS, [quota]: most }),
          },
          OFF,
          recorded,
          withInline,
        );
      expect(at(size)).toEqual([]);
      expect(at(size - 1)).toEqual([broken]);
    },
  );

  it('reserves space for the policy that cuts off access, and counts it once', () => {
    const observed = (size: number) =>
      observedWith({
        ...clean,
        inlinePolicies: found([
          {
            name: 'others',
            document: {
              ...observedDocument(desired.policy!),
              text: 'x'.repeat(size),
            },
          },
          {
            name: CUT_OFF_POLICY,
            document: observedDocument(denyOlderSessions(new Date())),
          },
        ]),
      });
    const room =
      DEFAULT_QUOTAS.inlinePolicySize -
      CUT_OFF_ROOM -
      sizeOf(withInline.inlinePolicy!);
    expect(checkRoleSizes(withInline, observed(room), recorded)).toEqual([]);
    const [{ rule, message }] = checkRoleSizes(
      withInline,
      observed(room + 1),
      recorded,
    );
    expect(rule).toBe('inline-policy-size');
    expect(message).toContain('256 are reserved for cutting off access');
  });

  it('rejects a grant for a resource in another partition', () => {
    const wanted = desiredWith({
      grants: [
        {
          service: 'sts',
          access: 'assume-role',
          resource: 'arn:aws-cn:iam::111122223333:role/shared/reports',
        },
      ],
    });
    expect(rules({}, OFF, recorded, wanted)).toEqual([
      'grants policy-document',
    ]);
  });

  it.each<['roles' | 'policies', string]>([
    ['roles', 'cluster roles-quota'],
    ['policies', 'cluster policies-quota'],
  ])('accepts %s up to the quota, and no more', (quota, broken) => {
    const at = (used: number) =>
      rules({
        quotas: found({ ...DEFAULT_QUOTAS, [quota]: { used, most: 20 } }),
      });
    expect(at(19)).toEqual([]);
    expect(at(20)).toEqual([broken]);
  });
});

describe('preflight with records', () => {
  const OLD = 'arn:aws:iam::111122223333:role/irsa/old';
  const UID = 'd5a0a2f4-0000-4000-8000-000000000001';
  const account = (role = desired.roleArn) =>
    accountWith(
      { ...desired.annotations, 'eks.amazonaws.com/role-arn': role },
      { labels: desired.labels, uid: UID },
    );
  it.each<[string, Partial<Observed>, string[], string[]]>([
    [
      'a ServiceAccount that moves from a recorded role',
      { serviceAccount: account(OLD) },
      [OLD],
      [],
    ],
    [
      'a ServiceAccount with the recorded UID',
      { serviceAccount: account() },
      [`${desired.refText} uid ${UID}`],
      [],
    ],
    [
      'a ServiceAccount with another UID than recorded',
      { serviceAccount: account() },
      [`${desired.refText} uid another`],
      ['name recreated'],
    ],
    [
      'a recorded role under another path',
      { role: roleWith(desired.trust, { ...ours, arn: OLD }) },
      [OLD],
      ['rolePath role-path-moved'],
    ],
    [
      'an unrecorded role of the same name under another path',
      { role: roleWith(desired.trust, { ...ours, arn: OLD }) },
      [],
      ['name not-managed-by-backstage'],
    ],
  ])('checks the records for %s', (...[, change, more, expected]) => {
    const known = new Set([...recorded, ...more]);
    expect(rules(change, OFF, known)).toEqual(expected);
  });

  const GENERATED = 'ledger-b1e46edfd9';
  const named = (roleName: string) => desiredWith({ roleName });
  const refused = ['roleName role-name-generated'];
  it.each<[string, string, Partial<Observed>, string[], string[]]>([
    ['is rejected for a new role', GENERATED, {}, [], refused],
    ['is rejected in uppercase', GENERATED.toUpperCase(), {}, [], refused],
    [
      'is accepted if it is the generated name of the role',
      desired.roleName,
      {},
      [],
      [],
    ],
    ['is accepted for a recorded role', GENERATED, {}, [GENERATED], []],
    [
      'is checked only by the rule for existing roles if the role exists',
      GENERATED,
      { role: roleWith(desired.trust, { arn: named(GENERATED).roleArn }) },
      [],
      ['name not-managed-by-backstage'],
    ],
  ])('a name that looks generated %s', (_, name, change, known, expected) => {
    const arns = known.map(roleName => named(roleName).roleArn);
    expect(rules(change, OFF, new Set(arns), named(name))).toEqual(expected);
  });
});
