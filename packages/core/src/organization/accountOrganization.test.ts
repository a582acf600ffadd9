import { accountOrganizations, unreadOrganization } from './index';
import type { AttachedPolicy, OrganizationSnapshot } from './types';

const policy = (
  id: string,
  kind: AttachedPolicy['kind'],
  targets: string[],
): AttachedPolicy => ({
  ...{ id, kind, targets, name: id },
  arn: `arn:aws:organizations::999900000000:policy/${id}`,
  document: '{}',
});

const FULL = policy('p-full', 'service-control', [
  ...['r-a', 'ou-work', 'ou-team', '111122223333', '444455556666'],
]);
const SNAPSHOT: OrganizationSnapshot = {
  id: 'o-example',
  managementAccountId: '999900000000',
  targets: [
    { kind: 'root', id: 'r-a', name: 'Root' },
    {
      ...{ kind: 'organizational-unit', id: 'ou-work', name: 'workloads' },
      parentId: 'r-a',
    },
    {
      ...{ kind: 'organizational-unit', id: 'ou-team', name: 'teams' },
      parentId: 'ou-work',
    },
    {
      ...{ kind: 'account', id: '111122223333', name: 'prod' },
      parentId: 'ou-team',
    },
    { kind: 'account', id: '444455556666', name: 'dev', parentId: 'r-a' },
    { kind: 'account', id: '999900000000', name: 'root', parentId: 'r-a' },
    { kind: 'account', id: '777788889999', name: 'lost', parentId: 'ou-gone' },
  ],
  policies: [
    FULL,
    policy('p-regions', 'service-control', ['ou-work']),
    policy('p-perimeter', 'resource-control', ['r-a', '111122223333']),
  ],
  readings: {
    'service-control': { state: 'read' },
    'resource-control': { state: 'read' },
  },
};

const levelsOf = (accountId: string, snapshot = SNAPSHOT) => {
  const { serviceControl, resourceControl } =
    accountOrganizations(snapshot)(accountId);
  const shown = (layer: typeof serviceControl) =>
    layer.state === 'read'
      ? layer.levels.map(({ name, policies }) =>
          [name, ...policies.map(({ id }) => id)].join(' '),
        )
      : layer.state;
  return [shown(serviceControl), shown(resourceControl)];
};

describe('the organization of an account', () => {
  it.each<[string, string, unknown[]]>([
    [
      'an account in nested OUs, with the policies of each level',
      '111122223333',
      [
        [
          'Root p-full',
          'workloads p-full p-regions',
          'teams p-full',
          'prod p-full',
        ],
        ['Root p-perimeter', 'workloads', 'teams', 'prod p-perimeter'],
      ],
    ],
    [
      'an account directly under the root',
      '444455556666',
      [
        ['Root p-full', 'dev p-full'],
        ['Root p-perimeter', 'dev'],
      ],
    ],
    ['the management account', '999900000000', ['absent', 'absent']],
    [
      'an account outside the organization',
      '000000000000',
      ['not-read', 'not-read'],
    ],
    [
      'an account whose OU is missing',
      '777788889999',
      ['not-read', 'not-read'],
    ],
    ['the ID of an OU', 'ou-work', ['not-read', 'not-read']],
  ])('has the expected levels: %s', (_, accountId, expected) => {
    expect(levelsOf(accountId)).toEqual(expected);
  });

  it.each([
    ['111122223333', 'o-example/r-a/ou-work/ou-team/'],
    ['444455556666', 'o-example/r-a/'],
    ['999900000000', 'o-example/r-a/'],
    ['000000000000', undefined],
  ])('has the path of %s in the form of condition keys', (accountId, path) => {
    expect(accountOrganizations(SNAPSHOT)(accountId).path).toBe(path);
  });

  it('has no levels for a kind of policy that was not read', () => {
    const readings: OrganizationSnapshot['readings'] = {
      'service-control': {
        ...{ state: 'not-read', reason: 'Denied.' },
        missingPermission: 'organizations:ListPolicies',
      },
      'resource-control': { state: 'absent', reason: 'Not enabled.' },
    };
    const organization = accountOrganizations({ ...SNAPSHOT, readings })(
      '111122223333',
    );
    expect(organization).toMatchObject({
      serviceControl: readings['service-control'],
      resourceControl: readings['resource-control'],
    });
  });

  it('is not read if the parents form a cycle', () => {
    const targets = SNAPSHOT.targets.map(target =>
      target.id === 'ou-work' ? { ...target, parentId: 'ou-team' } : target,
    );
    expect(levelsOf('111122223333', { ...SNAPSHOT, targets })).toEqual([
      'not-read',
      'not-read',
    ]);
  });

  it('has a version that changes with each of its parts, and with nothing else', () => {
    const of = (change: Partial<OrganizationSnapshot>) =>
      accountOrganizations({ ...SNAPSHOT, ...change })('111122223333').version;
    const [, regions, perimeter] = SNAPSHOT.policies;
    const versions = [
      of({}),
      of({ policies: [FULL, { ...regions, document: '{ }' }, perimeter] }),
      of({ policies: [FULL, { ...regions, targets: ['ou-team'] }, perimeter] }),
      of({ policies: [FULL, regions] }),
      of({
        readings: {
          ...SNAPSHOT.readings,
          'resource-control': { state: 'absent', reason: '' },
        },
      }),
      unreadOrganization('Nothing was read.').version,
    ];
    expect(new Set(versions).size).toBe(versions.length);
    expect(
      of({
        policies: [
          ...SNAPSHOT.policies,
          policy('p-other', 'service-control', ['444455556666']),
        ],
      }),
    ).toBe(versions[0]);
  });
});
