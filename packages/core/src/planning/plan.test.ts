import { absent, found } from '../model/observation';
import type { Observed, ObservedPlannedPolicy } from '../model/observed';
import { desiredWith } from '../__testUtils__/desired';
import {
  accountWith,
  observedDocument,
  observedWith,
  roleWith,
} from '../__testUtils__/observed';
import { plan } from './plan';

const desired = desiredWith();
const policy: ObservedPlannedPolicy = {
  arn: desired.policyArn,
  name: desired.policyName,
  path: '/irsa/',
  defaultVersionId: 'v1',
  document: observedDocument(desired.policy!),
  tags: desired.tags,
  versionIds: ['v1'],
};
/** The requested state. */
const made: Partial<Observed> = {
  role: roleWith(desired.trust, {
    arn: desired.roleArn,
    name: desired.roleName,
    tags: desired.tags,
  }),
  plannedPolicy: found(policy),
  attachedPolicies: found([found(policy)]),
  serviceAccount: accountWith(desired.annotations, { labels: desired.labels }),
};
const nothing: Partial<Observed> = {
  role: absent(),
  plannedPolicy: absent(),
  attachedPolicies: absent(),
  serviceAccount: absent(),
};
const changes = (change: Partial<Observed>, wanted = desired) =>
  plan(wanted, observedWith(change))
    .filter(({ action }) => action !== 'none')
    .map(({ id, action, effect }) => `${action} ${id}: ${effect?.type}`);
const MANY = ['v3', 'v4', 'v5', 'v6', 'v7'];
const other = observedDocument({ Version: '2012-10-17', Statement: [] });

describe('a plan', () => {
  it.each<[string, Partial<Observed>, string[]]>([
    [
      'nothing exists',
      nothing,
      [
        'create policy: create-policy',
        'create role: create-role',
        'create role-policy-attachment: attach-role-policy',
        'create service-account: create-service-account',
      ],
    ],
    ['everything matches the spec', made, []],
    [
      'the OIDC provider is missing',
      { ...made, oidcProvider: absent() },
      ['create oidc-provider: create-oidc-provider'],
    ],
    [
      'the OIDC provider lacks the audience',
      {
        ...made,
        oidcProvider: found({
          arn: desired.providerArn,
          url: 'x',
          clientIds: ['other'],
        }),
      },
      ['update oidc-provider: add-client-id'],
    ],
    [
      'the namespace is missing',
      { ...made, namespace: absent(), serviceAccount: absent() },
      [
        'create namespace: create-namespace',
        'create service-account: create-service-account',
      ],
    ],
    [
      'the role has another trust policy',
      { ...made, role: roleWith(other.document!, { tags: desired.tags }) },
      ['update role: update-trust-policy'],
    ],
    [
      'the role has a trust policy that cannot be read',
      {
        ...made,
        role: roleWith(desired.trust, {
          tags: desired.tags,
          trust: { text: 'x', errors: [] },
        }),
      },
      [],
    ],
    [
      'the role lacks tags',
      { ...made, role: roleWith(desired.trust) },
      ['update role-tags: tag-role'],
    ],
    [
      'the policy has another document',
      { ...made, plannedPolicy: found({ ...policy, document: other }) },
      ['update policy: create-policy-version'],
    ],
    [
      'the policy has 5 versions',
      {
        ...made,
        plannedPolicy: found({
          ...policy,
          document: other,
          versionIds: MANY,
          defaultVersionId: 'v7',
        }),
      },
      [
        'delete policy-version: delete-policy-version',
        'update policy: create-policy-version',
      ],
    ],
    [
      'the policy has the owner tag of another owner',
      {
        ...made,
        plannedPolicy: found({
          ...policy,
          tags: {
            ...desired.tags,
            'backstage-irsa.dev/owner': 'group:default/old',
          },
        }),
      },
      ['update policy-tags: tag-policy'],
    ],
    [
      'the policy is not attached',
      { ...made, attachedPolicies: found([]) },
      ['create role-policy-attachment: attach-role-policy'],
    ],
    [
      'the ServiceAccount lacks the label',
      { ...made, serviceAccount: accountWith(desired.annotations) },
      ['update service-account: patch-service-account'],
    ],
    [
      'the ServiceAccount has another token lifetime',
      {
        ...made,
        serviceAccount: accountWith(
          {
            ...desired.annotations,
            'eks.amazonaws.com/token-expiration': '600',
          },
          { labels: desired.labels },
        ),
      },
      ['update service-account: patch-service-account'],
    ],
    [
      'the ServiceAccount has additional annotations and labels',
      {
        ...made,
        serviceAccount: accountWith(
          { ...desired.annotations, a: 'b' },
          { labels: { ...desired.labels, c: 'd' } },
        ),
      },
      [],
    ],
  ])('contains the required changes: %s', (_, change, expected) => {
    expect(changes(change)).toEqual(expected);
  });

  it('deletes the oldest policy version that is not the default version', () => {
    const [step] = plan(
      desired,
      observedWith({
        ...made,
        plannedPolicy: found({
          ...policy,
          document: other,
          versionIds: MANY,
          defaultVersionId: 'v3',
        }),
      }),
    ).filter(({ id }) => id === 'policy-version');
    expect(step.effect).toEqual({
      type: 'delete-policy-version',
      arn: desired.policyArn,
      versionId: 'v4',
    });
  });

  it('detaches the policy from the role when there are no grants', () => {
    expect(changes(made, desiredWith({ grants: [] }))).toEqual([
      'delete role-policy-attachment: detach-role-policy',
    ]);
    expect(changes(nothing, desiredWith({ grants: [] }))).toEqual([
      'create role: create-role',
      'create service-account: create-service-account',
    ]);
  });

  it('describes each step in a sentence', () => {
    const steps = plan(desired, observedWith(nothing));
    const name = desired.roleName;
    expect(steps.map(({ summary }) => summary)).toEqual([
      'OIDC provider of prod-eu in account 111122223333 is up to date',
      `Create policy ${name}`,
      `Create role ${name} (trusts production/uploads in prod-eu)`,
      `Attach policy ${name} to role ${name}`,
      'Namespace production in prod-eu is up to date',
      'Create ServiceAccount production/uploads in prod-eu',
    ]);
    expect(steps[2].done).toBe(
      `Created role ${name} (trusts production/uploads in prod-eu)`,
    );
  });

  it('writes only tags and labels with the prefix backstage-irsa.dev/', () => {
    expect(Object.keys(desired.tags)).not.toEqual([]);
    expect(Object.keys(desired.labels)).not.toEqual([]);
    for (const key of [
      ...Object.keys(desired.tags),
      ...Object.keys(desired.labels),
    ]) {
      expect(key).toMatch(/^backstage-irsa\.dev\/[a-z-]+$/);
    }
    expect(desired.annotations).toEqual({
      'eks.amazonaws.com/role-arn': desired.roleArn,
      'eks.amazonaws.com/token-expiration': '86400',
      'backstage-irsa.dev/entity': 'component:default/uploads',
    });
  });
});
