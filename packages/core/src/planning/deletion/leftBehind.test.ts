import type { IamServiceAccountSpec } from '../../model/types';
import { desiredWith } from '../../__testUtils__/desired';
import {
  accountWith,
  observedDocument,
  observedWith,
  roleWith,
} from '../../__testUtils__/observed';
import { absent, found } from '../../model/observation';
import type { Observed, ObservedPlannedPolicy } from '../../model/observed';
import type { Left } from './leaving';
import { plan } from '../plan';
import {
  annotationRecord,
  attachmentRecord,
  boundaryRecord,
  endedBy,
  isRecreated,
  recordedArns,
  recordsOf,
  tagRecord,
  uidRecord,
  wantedRecords,
} from '../ownership/records';
import { mergedTrust } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';

const AUDIENCE = 'eks.amazonaws.com/audience';
const STS = 'eks.amazonaws.com/sts-regional-endpoints';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/b';
const desired = desiredWith();
const { roleArn, roleName, policyArn, refText } = desired;
const policy: ObservedPlannedPolicy = {
  arn: policyArn,
  name: desired.policyName,
  path: '/irsa/',
  defaultVersionId: 'v1',
  document: observedDocument(desired.policy!),
  tags: desired.tags,
  versionIds: ['v1'],
};
const role = (change: object = {}) =>
  roleWith(desired.trust, {
    arn: roleArn,
    name: roleName,
    tags: desired.tags,
    ...change,
  });
/** Returns the requested state with some parts changed. */
const made = (change: Partial<Observed> = {}) =>
  observedWith({
    role: role(),
    plannedPolicy: found(policy),
    attachedPolicies: found([found(policy)]),
    inlinePolicies: found([]),
    serviceAccount: accountWith(desired.annotations, {
      labels: desired.labels,
    }),
    ...change,
  });
const changing = (
  observed: Observed,
  recorded: string[],
  spec: Partial<IamServiceAccountSpec> = {},
  left?: Left,
) =>
  plan(desiredWith(spec), observed, new Set(recorded), left).filter(
    ({ effect }) => effect !== null,
  );
const tagged = { ...desired.tags, team: 'a' };
const annotated = (extra: Record<string, string>) =>
  accountWith({ ...desired.annotations, ...extra }, { labels: desired.labels });

it.each<[string, Partial<Observed>, string[], unknown[]]>([
  [
    'the spec no longer requests a role tag of Backstage',
    { role: role({ tags: tagged }) },
    [tagRecord(roleArn, 'team', 'a')],
    [{ type: 'untag-role', name: roleName, keys: ['team'] }],
  ],
  [
    'another tool set the tag of the role',
    { role: role({ tags: tagged }) },
    [],
    [],
  ],
  [
    'another tool changed the value of a tag of Backstage',
    { role: role({ tags: tagged }) },
    [tagRecord(roleArn, 'team', 'b')],
    [],
  ],
  [
    'the spec no longer requests a policy tag of Backstage',
    { plannedPolicy: found({ ...policy, tags: tagged }) },
    [tagRecord(policyArn, 'team', 'a')],
    [{ type: 'untag-policy', arn: policyArn, keys: ['team'] }],
  ],
  [
    'the policy has a tag that is recorded only for the role',
    { plannedPolicy: found({ ...policy, tags: tagged }) },
    [tagRecord(roleArn, 'team', 'a')],
    [],
  ],
  [
    'only one tag differs, and all tags are sent',
    {
      role: role({ tags: { ...desired.tags, 'backstage-irsa.dev/owner': '' } }),
    },
    [],
    [
      {
        type: 'tag-role',
        name: roleName,
        tags: desired.tags,
      },
    ],
  ],
  [
    'an annotation of Backstage has the default value',
    { serviceAccount: annotated({ [STS]: 'true' }) },
    [annotationRecord(refText, STS, 'true')],
    [
      expect.objectContaining({
        annotations: { ...desired.annotations, [STS]: null },
      }),
    ],
  ],
  [
    'another tool set an annotation to the default value',
    { serviceAccount: annotated({ [STS]: 'true' }) },
    [],
    [],
  ],
  [
    'the audience annotation does not match the trust policy',
    { serviceAccount: annotated({ [AUDIENCE]: 'theirs' }) },
    [],
    [
      expect.objectContaining({
        annotations: { ...desired.annotations, [AUDIENCE]: null },
      }),
    ],
  ],
])('plans the changes when %s', (...[, change, recorded, expected]) => {
  const effects = changing(made(change), recorded).map(step => step.effect);
  expect(effects).toEqual(expected);
});

it('adds limits before it changes permissions, and removes limits afterward', () => {
  const another = observedDocument({ Version: '2012-10-17', Statement: [] });
  const change = {
    plannedPolicy: found({ ...policy, document: another }),
    attachedPolicies: found([found({ ...policy, arn: READ_ONLY })]),
  };
  const types = (steps: ReturnType<typeof plan>) =>
    steps.map(({ effect }) => effect?.type);
  const recorded = [attachmentRecord(roleArn, READ_ONLY)];
  expect(
    types(
      changing(made(change), recorded, { permissionsBoundaryArn: BOUNDARY }),
    ),
  ).toEqual([
    'put-role-boundary',
    'create-policy-version',
    'detach-role-policy',
    'attach-role-policy',
  ]);
  expect(
    types(
      changing(
        made({ ...change, role: role({ permissionsBoundaryArn: BOUNDARY }) }),
        [...recorded, boundaryRecord(roleArn, BOUNDARY)],
      ),
    ),
  ).toEqual([
    'create-policy-version',
    'detach-role-policy',
    'attach-role-policy',
    'delete-role-boundary',
  ]);
});

describe('a spec that names another role', () => {
  const SPEC = { roleName: 'other' };
  const other = desiredWith(SPEC);
  const moved = made({
    role: roleWith(other.trust, {
      arn: other.roleArn,
      name: 'other',
      tags: other.tags,
    }),
    plannedPolicy: found({
      ...policy,
      arn: other.policyArn,
      tags: other.tags,
    }),
    attachedPolicies: found([found({ ...policy, arn: other.policyArn })]),
  });
  const left = (
    change: Partial<Left> = {},
    roleChange: Parameters<typeof roleWith>[1] = {},
  ): Left => ({
    roles: [
      {
        role: role(roleChange),
        attachedPolicies: found([found(policy)]),
        inlinePolicies: found([]),
      },
    ],
    policies: [{ policy: found(policy), users: found([`role/${roleName}`]) }],
    rolePath: '/irsa/',
    attachable: [],
    recorded: new Set([roleArn, policyArn]),
    adopted: new Set(),
    shared: new Set(),
    ...change,
  });
  const withSomebody = mergedTrust(
    desired.trust,
    trustEntryOf({
      ...desired,
      spec: { ...desired.spec, name: 'somebody', roleName },
    }),
  );
  const leave = ['left-role: remove-trust'];
  const remove = [
    'left-role-policy-attachment: detach-role-policy',
    'left-role: delete-role',
    'left-policy: delete-policy',
  ];
  it.each<[string, Left, string[]]>([
    ['Backstage created it for only this ServiceAccount', left(), remove],
    [
      'other ServiceAccounts also use it',
      left({}, { trust: observedDocument(withSomebody) }),
      leave,
    ],
    ['Backstage adopted it', left({ adopted: new Set([roleArn]) }), leave],
    ['Backstage has no record of it', left({ recorded: new Set() }), leave],
    ['it lost the tags of Backstage', left({}, { tags: {} }), leave],
    [
      'it was already deleted',
      left({
        roles: [
          {
            role: absent(),
            attachedPolicies: absent(),
            inlinePolicies: absent(),
          },
        ],
        policies: [{ policy: found(policy), users: found([]) }],
      }),
      ['left-policy: delete-policy'],
    ],
    [
      'its policy is also attached to another role',
      left({
        policies: [
          {
            policy: found(policy),
            users: found([`role/${roleName}`, 'role/theirs']),
          },
        ],
      }),
      remove.slice(0, 2),
    ],
  ])('leaves or deletes the old role last: %s', (...[, value, expected]) => {
    const steps = changing(moved, [], SPEC, value);
    expect(steps.map(({ id, effect }) => `${id}: ${effect?.type}`)).toEqual([
      'service-account: patch-service-account',
      ...expected,
    ]);
  });
});

it('keeps a role that pods still run with, and gives the reason', () => {
  const other = desiredWith({ roleName: 'other' });
  const keepReason = 'pods run with it';
  const left: Left = {
    roles: [
      { role: role(), attachedPolicies: found([]), inlinePolicies: found([]) },
    ],
    policies: [{ policy: found(policy), users: found([]) }],
    ...{ rolePath: '/irsa/', attachable: [], keepReason },
    ...{ recorded: new Set([roleArn, policyArn]) },
    ...{ adopted: new Set(), shared: new Set() },
  };
  const steps = plan(
    { ...other, keepsLeft: true },
    made({}),
    new Set(),
    left,
  ).filter(({ id }) => id.startsWith('left-'));
  expect(steps.map(({ effect, summary }) => [effect, summary])).toEqual([
    [null, `Role ${roleName} stays: pods run with it`],
  ]);
});

describe('records', () => {
  const spec = {
    tags: { team: 'a' },
    stsRegionalEndpoints: true,
    permissionsBoundaryArn: BOUNDARY,
    managedPolicyArns: [READ_ONLY],
  };
  const nothing = observedWith({
    role: absent(),
    plannedPolicy: absent(),
    attachedPolicies: absent(),
    inlinePolicies: absent(),
    serviceAccount: absent(),
  });

  it('are exactly the wanted ones after a creation', () => {
    const written = plan(desiredWith(spec), nothing).flatMap(recordsOf);
    expect(written.sort()).toEqual(wantedRecords(desiredWith(spec)).sort());
    expect(written).toContain(tagRecord(policyArn, 'team', 'a'));
    expect(written).toContain(annotationRecord(refText, STS, 'true'));
  });

  it('contain only the tags that a step adds or changes', () => {
    const steps = changing(made({ role: role({ tags: tagged }) }), [], {
      tags: { team: 'b', stage: 'prod' },
    });
    expect(
      steps.filter(({ id }) => id === 'role-tags').flatMap(recordsOf),
    ).toEqual([
      tagRecord(roleArn, 'team', 'b'),
      tagRecord(roleArn, 'stage', 'prod'),
    ]);
  });

  it('end with the steps that remove their objects', () => {
    const records = [
      attachmentRecord(roleArn, READ_ONLY),
      boundaryRecord(roleArn, BOUNDARY),
      tagRecord(roleArn, 'team', 'a'),
      tagRecord(policyArn, 'team', 'a'),
      annotationRecord(refText, STS, 'true'),
    ];
    const steps = changing(
      made({
        role: role({ tags: tagged, permissionsBoundaryArn: BOUNDARY }),
        plannedPolicy: found({ ...policy, tags: tagged }),
        attachedPolicies: found([
          found(policy),
          found({ ...policy, arn: READ_ONLY }),
        ]),
        serviceAccount: annotated({ [STS]: 'true' }),
      }),
      records,
    );
    expect(steps.flatMap(endedBy).sort()).toEqual([...records].sort());
  });

  it('distinguish objects from their attributes', () => {
    const recorded = new Set(wantedRecords(desiredWith(spec)));
    expect(recordedArns('role', recorded)).toEqual([roleArn]);
    expect(recordedArns('policy', recorded)).toEqual([policyArn]);
  });

  it.each([
    ['no recorded UID', [], false],
    ['the current UID', ['1'], false],
    ['another UID', ['2'], true],
    ['the current UID among others', ['2', '1'], false],
  ])('detect a recreated ServiceAccount from %s', (_, uids, expected) => {
    const recorded = new Set(uids.map(uid => uidRecord(refText, uid)));
    expect(isRecreated(recorded, refText, '1')).toBe(expected);
  });
});
