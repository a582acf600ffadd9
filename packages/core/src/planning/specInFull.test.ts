import { ownershipContext } from '../__testUtils__/ownership';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec } from '../model/types';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { desiredWith } from '../__testUtils__/desired';
import {
  accountWith,
  observedDocument,
  observedWith,
  roleWith,
} from '../__testUtils__/observed';
import { CUT_OFF_ROOM } from '../model/defaultQuotas';
import { absent, found } from '../model/observation';
import type { Observed, ObservedPolicy } from '../model/observed';
import { plannedPermissions } from './permissions/plannedPermissions';
import { plan } from './plan';
import {
  attachmentRecord,
  boundaryRecord,
  inlinePolicyRecord,
  tagRecord,
} from './ownership/records';
import { preflight } from './rules/preflight';
import { checkRoleSizes } from './rules/sizes';
import { configWith } from '../__testUtils__/guardrails';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/b';
const DOCUMENT = {
  Version: '2012-10-17' as const,
  Statement: [
    {
      Effect: 'Allow' as const,
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
    },
  ],
};
const OTHER_DOCUMENT = {
  ...DOCUMENT,
  Statement: [{ ...DOCUMENT.Statement[0], Action: 'sqs:ReceiveMessage' }],
};
const policyOf = (arn: string, document = DOCUMENT): ObservedPolicy => ({
  arn,
  name: arn.split('/').pop()!,
  path: '/',
  defaultVersionId: 'v1',
  document: observedDocument(document),
  tags: {},
});
const NO_GRANTS: Partial<IamServiceAccountSpec> = { grants: [] };

/** Returns the requested role without grants, with some parts changed. */
const placed = (change: Partial<Observed> = {}) => {
  const desired = desiredWith(NO_GRANTS);
  return observedWith({
    role: roleWith(desired.trust, {
      arn: desired.roleArn,
      name: desired.roleName,
      tags: desired.tags,
    }),
    plannedPolicy: absent(),
    attachedPolicies: found([]),
    inlinePolicies: found([]),
    serviceAccount: accountWith(desired.annotations, {
      labels: desired.labels,
    }),
    wantedPolicies: { [READ_ONLY]: found(policyOf(READ_ONLY)) },
    ...change,
  });
};
const roleOf = (change: object) => {
  const desired = desiredWith(NO_GRANTS);
  return roleWith(desired.trust, { tags: desired.tags, ...change });
};
const effects = (
  spec: Partial<IamServiceAccountSpec>,
  change: Partial<Observed> = {},
  recorded: string[] = [],
) =>
  plan(
    desiredWith({ ...NO_GRANTS, ...spec }),
    placed(change),
    new Set(recorded),
  ).flatMap(({ effect }) => effect?.type ?? []);
const { roleArn, policyName, annotations, labels } = desiredWith(NO_GRANTS);

it.each<
  [
    string,
    Partial<IamServiceAccountSpec>,
    Partial<Observed>,
    string[],
    string[],
  ]
>([
  ['the spec requests nothing else', {}, {}, [], []],
  [
    'a requested managed policy is missing',
    { managedPolicyArns: [READ_ONLY] },
    {},
    [],
    ['attach-role-policy'],
  ],
  [
    'a requested managed policy is attached',
    { managedPolicyArns: [READ_ONLY] },
    { attachedPolicies: found([found(policyOf(READ_ONLY))]) },
    [],
    [],
  ],
  [
    'Backstage attached a managed policy that is no longer requested',
    {},
    { attachedPolicies: found([found(policyOf(READ_ONLY))]) },
    [attachmentRecord(roleArn, READ_ONLY)],
    ['detach-role-policy'],
  ],
  [
    'another tool attached a managed policy',
    {},
    { attachedPolicies: found([found(policyOf(READ_ONLY))]) },
    [],
    [],
  ],
  [
    'a requested inline policy is missing',
    { policyDocument: DOCUMENT },
    {},
    [],
    ['put-role-policy'],
  ],
  [
    'a requested inline policy exists',
    { policyDocument: DOCUMENT },
    {
      inlinePolicies: found([
        { name: policyName, document: observedDocument(DOCUMENT) },
      ]),
    },
    [],
    [],
  ],
  [
    'the inline policy is no longer requested',
    {},
    {
      inlinePolicies: found([
        { name: policyName, document: observedDocument(DOCUMENT) },
      ]),
    },
    [inlinePolicyRecord(roleArn, policyName)],
    ['delete-role-policy'],
  ],
  [
    'others wrote the inline policy with the name of the role',
    {},
    {
      inlinePolicies: found([
        { name: policyName, document: observedDocument(DOCUMENT) },
      ]),
    },
    [inlinePolicyRecord('another', policyName)],
    [],
  ],
  [
    'another tool wrote an inline policy',
    {},
    {
      inlinePolicies: found([
        { name: 'theirs', document: observedDocument(DOCUMENT) },
      ]),
    },
    [],
    [],
  ],
  [
    'the requested boundary is missing',
    { permissionsBoundaryArn: BOUNDARY },
    {},
    [],
    ['put-role-boundary'],
  ],
  [
    'the boundary of Backstage is no longer requested',
    {},
    { role: roleOf({ permissionsBoundaryArn: BOUNDARY }) },
    [boundaryRecord(roleArn, BOUNDARY)],
    ['delete-role-boundary'],
  ],
  [
    'an administrator set a boundary',
    {},
    { role: roleOf({ permissionsBoundaryArn: BOUNDARY }) },
    [],
    [],
  ],
  [
    'the session duration differs',
    { maxSessionDurationSeconds: 7200 },
    {},
    [],
    ['update-role-session'],
  ],
  [
    'the spec requests no session duration',
    {},
    { role: roleOf({ maxSessionDurationSeconds: 7200 }) },
    [],
    [],
  ],
  [
    'the audience and STS annotations are no longer requested',
    {},
    {
      serviceAccount: accountWith(
        {
          ...annotations,
          'eks.amazonaws.com/audience': 'old',
          'eks.amazonaws.com/sts-regional-endpoints': 'false',
        },
        { labels },
      ),
    },
    [],
    ['patch-service-account'],
  ],
])('plans the changes when %s', (...[, spec, change, recorded, expected]) => {
  expect(effects(spec, change, recorded)).toEqual(expected);
});

it.each<[string, PolicyDocument, string[], string[]]>([
  [
    'no document of others',
    DOCUMENT,
    [],
    ['policyDocument inline-policy-exists'],
  ],
  ['the same document', OTHER_DOCUMENT, [], []],
  ['the document that it wrote', DOCUMENT, [roleArn], []],
])(
  'overwrites %s in an inline policy',
  (_, policyDocument, wrote, expected) => {
    const desired = desiredWith({
      ...NO_GRANTS,
      policyDocument: { ...policyDocument },
    });
    const observed = placed({
      inlinePolicies: found([
        { name: policyName, document: observedDocument(OTHER_DOCUMENT) },
      ]),
      serviceAccount: absent(),
    });
    const recorded = [
      desired.roleArn,
      ...wrote.map(arn => inlinePolicyRecord(arn, policyName)),
    ];
    const context = ownershipContext(desired, observed, new Set(recorded));
    expect(
      preflight(context, configWith({})).map(
        ({ field, rule }) => `${field} ${rule}`,
      ),
    ).toEqual(expected);
  },
);

it.each<[string, number, string[], string[]]>([
  ['as many tags as IAM allows', 0, [], []],
  ['one tag too many', 1, [], ['tags tag-count']],
  ['a tag that Backstage removes first', 1, ['theirs-0'], []],
])('accepts an adopted role with %s', (_, excess, removed, expected) => {
  const desired = desiredWith({ ...NO_GRANTS, roleName: 'theirs' });
  const adopted = { ...desired, adoptedBy: 'id' };
  // The tag of the adoption is another one.
  const count = 50 - Object.keys(desired.tags).length - 1 + excess;
  const theirs = Object.fromEntries(
    [...Array(count).keys()].map(index => [`theirs-${index}`, 'x']),
  );
  const observed = placed({
    role: roleOf({ arn: desired.roleArn, tags: theirs }),
  });
  const recorded = removed.map(key => tagRecord(desired.roleArn, key, 'x'));
  expect(
    checkRoleSizes(adopted, observed, new Set(recorded)).map(
      ({ field, rule }) => `${field} ${rule}`,
    ),
  ).toEqual(expected);
});

describe('limits of the account', () => {
  const quotas = (change: object) =>
    found({
      roles: { used: 1, most: 1000 },
      policies: { used: 1, most: 1500 },
      attachedPolicies: 2,
      policySize: 6144,
      inlinePolicySize: 10_240,
      trustPolicySize: 2048,
      ...change,
    });
  const rules = (
    spec: Partial<IamServiceAccountSpec>,
    change: Partial<Observed>,
  ) => {
    const desired = desiredWith({ ...NO_GRANTS, ...spec });
    const observed = placed({ serviceAccount: absent(), ...change });
    const recorded = new Set([desired.roleArn]);
    return preflight(
      ownershipContext(desired, observed, recorded),
      configWith({}),
    ).map(({ field, rule }) => `${field} ${rule}`);
  };
  const sizeOf = (document: object) => JSON.stringify(document).length;

  it.each<
    [string, Partial<IamServiceAccountSpec>, Partial<Observed>, string[]]
  >([
    [
      'as many attached policies as the quota allows',
      { managedPolicyArns: [READ_ONLY] },
      {
        quotas: quotas({}),
        attachedPolicies: found([found(policyOf('arn:aws:iam::aws:policy/x'))]),
      },
      [],
    ],
    [
      'one attached policy too many',
      { managedPolicyArns: [READ_ONLY] },
      {
        quotas: quotas({ attachedPolicies: 1 }),
        attachedPolicies: found([found(policyOf('arn:aws:iam::aws:policy/x'))]),
      },
      ['managedPolicyArns attached-policies'],
    ],
    [
      'an inline policy of the maximum size',
      { policyDocument: DOCUMENT },
      { quotas: quotas({ inlinePolicySize: sizeOf(DOCUMENT) + CUT_OFF_ROOM }) },
      [],
    ],
    [
      'an inline policy that is one character too long',
      { policyDocument: DOCUMENT },
      {
        quotas: quotas({
          inlinePolicySize: sizeOf(DOCUMENT) + CUT_OFF_ROOM - 1,
        }),
      },
      ['policyDocument inline-policy-size'],
    ],
    [
      'a trust policy that is one character too long',
      {},
      {
        quotas: quotas({
          trustPolicySize: sizeOf(desiredWith(NO_GRANTS).trust) - 1,
        }),
      },
      ['name trust-policy-size'],
    ],
    [
      'an account whose role quota is used up',
      {},
      { role: absent(), quotas: quotas({ roles: { used: 9, most: 9 } }) },
      ['cluster roles-quota'],
    ],
    [
      'a policy that does not exist',
      { managedPolicyArns: [READ_ONLY] },
      { wantedPolicies: { [READ_ONLY]: absent() } },
      ['managedPolicyArns[0] policy-exists'],
    ],
  ])('are checked for %s', (...[, spec, change, expected]) => {
    expect(rules(spec, change)).toEqual(expected);
  });
});

it('reports gained permissions, lost permissions, and risks', async () => {
  const options = {
    catalogue: await loadCatalogue(),
    now: new Date('2026-11-24T12:00:00Z'),
  };
  const passRole = {
    Version: '2012-10-17' as const,
    Statement: [
      { Effect: 'Allow' as const, Action: 'iam:PassRole', Resource: '*' },
    ],
  };
  const desired = desiredWith({ ...NO_GRANTS, policyDocument: passRole });
  const observed = placed({
    inlinePolicies: found([
      { name: policyName, document: observedDocument(DOCUMENT) },
    ]),
  });
  const steps = plan(desired, observed);
  const { gained, lost, risks } = plannedPermissions(
    desired,
    observed,
    steps,
    options,
  );
  expect(gained).toEqual([
    {
      service: 'iam',
      title: 'IAM',
      level: 'Write',
      actions: ['iam:PassRole'],
      resources: ['*'],
    },
  ]);
  expect(lost).toEqual([
    {
      service: 'sqs',
      title: 'SQS',
      level: 'Write',
      actions: ['sqs:SendMessage'],
      resources: ['arn:aws:sqs:eu-west-1:111122223333:orders'],
    },
  ]);
  expect(risks.map(({ id }) => id)).toContain('pass-role-all-roles');
});
