import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Memberships } from './Memberships';

const ORG = 'url:https://git.example/org/teams.yaml';
const ELSEWHERE = 'url:https://git.example/somebody/catalog-info.yaml';
const USER = 'user:default/ann';

const entity = (
  kind: string,
  name: string,
  origin: string,
  more: Pick<Entity, 'relations' | 'spec'> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-origin-location': origin },
  },
  ...more,
});
const memberOf = (...groups: string[]) =>
  groups.map(name => ({
    type: 'memberOf',
    targetRef: `group:default/${name}`,
  }));
const childOf = (name: string) => [
  { type: 'childOf', targetRef: `group:default/${name}` },
];

function membershipsOf(options: {
  entities: Entity[];
  claims: string[];
  sources?: string[];
  administrators?: string[];
  catalog?: CatalogService;
}) {
  const { catalog = catalogServiceMock({ entities: options.entities }) } =
    options;
  return new Memberships({
    auth: mockServices.auth(),
    catalog,
    userInfo: mockServices.userInfo({
      userEntityRef: USER,
      ownershipEntityRefs: options.claims,
    }),
    config: {
      administrators: options.administrators ?? [],
      ...(options.sources && { groupSources: options.sources }),
    },
  });
}

const credentials = mockCredentials.user(USER);
const PAYMENTS = 'group:default/payments';

describe('the groups of a caller', () => {
  it.each<
    [
      string,
      {
        user?: Entity;
        groups?: Entity[];
        claims: string[];
        sources?: string[];
      },
      string[],
    ]
  >([
    [
      'are the groups in the token that the catalog confirms',
      {
        user: entity('User', 'ann', ORG, { relations: memberOf('payments') }),
        groups: [entity('Group', 'payments', ORG)],
        claims: [USER, PAYMENTS],
      },
      [USER, PAYMENTS],
    ],
    [
      'are compared without regard to case',
      {
        user: entity('User', 'ann', ORG, { relations: memberOf('Payments') }),
        groups: [entity('Group', 'payments', ORG)],
        claims: ['User:default/Ann', 'Group:Default/PAYMENTS'],
      },
      [USER, PAYMENTS],
    ],
    [
      'exclude a group that the user has left, although the token names it',
      {
        user: entity('User', 'ann', ORG, { relations: [] }),
        groups: [entity('Group', 'payments', ORG)],
        claims: [USER, PAYMENTS],
      },
      [USER],
    ],
    [
      'exclude a group that the token does not name',
      {
        user: entity('User', 'ann', ORG, { relations: memberOf('payments') }),
        groups: [entity('Group', 'payments', ORG)],
        claims: [USER],
      },
      [USER],
    ],
    [
      'include a parent group that the token names',
      {
        user: entity('User', 'ann', ORG, { relations: memberOf('payments') }),
        groups: [
          entity('Group', 'payments', ORG, { relations: childOf('shop') }),
          entity('Group', 'shop', ORG, { relations: childOf('payments') }),
        ],
        claims: [USER, 'group:default/shop'],
      },
      [USER, 'group:default/shop'],
    ],
    [
      'exclude a group that is not in the catalog',
      {
        user: entity('User', 'ann', ORG, { relations: memberOf('payments') }),
        claims: [USER, PAYMENTS],
      },
      [USER],
    ],
    [
      'are those of the token if the user is not in the catalog and no sources are configured',
      { claims: [USER, PAYMENTS] },
      [USER, PAYMENTS],
    ],
    [
      'are empty if the user is not in the catalog and sources are configured',
      { claims: [USER, PAYMENTS], sources: [ORG] },
      [USER],
    ],
    [
      'include only groups from the configured sources',
      {
        user: entity('User', 'ann', ORG, {
          relations: memberOf('payments', 'fake'),
        }),
        groups: [
          entity('Group', 'payments', ORG),
          entity('Group', 'fake', ELSEWHERE),
        ],
        claims: [USER, PAYMENTS, 'group:default/fake'],
        sources: ['url:https://git.example/org/*'],
      },
      [USER, PAYMENTS],
    ],
    [
      'include only groups that list the user if the user entity is from another source',
      {
        user: entity('User', 'ann', ELSEWHERE, {
          relations: memberOf('payments', 'shop'),
        }),
        groups: [
          entity('Group', 'payments', ORG),
          entity('Group', 'shop', ORG, { spec: { members: ['ann'] } }),
        ],
        claims: [USER, PAYMENTS, 'group:default/shop'],
        sources: [ORG],
      },
      [USER, 'group:default/shop'],
    ],
  ])('%s', async (_, { user, groups = [], claims, sources }, expected) => {
    const entities = user ? [user, ...groups] : groups;
    const memberships = membershipsOf({ entities, claims, sources });
    expect(await memberships.groupsOf(credentials)).toEqual(expected);
  });
});

describe('the catalog data read for the groups of a caller', () => {
  const SHOP = 'group:default/shop';
  const entities = [
    entity('User', 'ann', ORG, { relations: memberOf('payments', 'refunds') }),
    entity('Group', 'payments', ORG, { relations: childOf('shop') }),
    entity('Group', 'refunds', ORG),
    entity('Group', 'shop', ORG, { relations: childOf('company') }),
    entity('Group', 'company', ORG),
  ];

  it.each([
    [
      "is read in one request if the token names the user's groups and their parents",
      [USER, PAYMENTS, 'group:default/refunds', SHOP],
      [[USER, PAYMENTS, 'group:default/refunds', SHOP]],
    ],
    [
      'includes the groups between the user and a parent group, each read once',
      [USER, SHOP],
      [
        [USER, SHOP],
        [PAYMENTS, 'group:default/refunds'],
      ],
    ],
    [
      'includes all parent groups if the token names a group that the user has left',
      [USER, PAYMENTS, 'group:default/left'],
      [
        [USER, PAYMENTS, 'group:default/left'],
        ['group:default/refunds'],
        [SHOP],
        ['group:default/company'],
      ],
    ],
  ])('%s', async (_, claims, expected) => {
    const catalog = catalogServiceMock({ entities });
    const read = jest.spyOn(catalog, 'getEntitiesByRefs');
    const memberships = membershipsOf({ entities, claims, catalog });
    expect(await memberships.groupsOf(credentials)).toEqual(
      claims.filter(ref => ref !== 'group:default/left'),
    );
    expect(read.mock.calls.map(([{ entityRefs }]) => entityRefs)).toEqual(
      expected,
    );
  });
});

describe('the groups of a caller for read decisions', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
  });
  afterEach(() => jest.useRealTimers());

  it('are at most 10 seconds old, unlike those for changes', async () => {
    const ann = entity('User', 'ann', ORG, {
      relations: memberOf('payments'),
    });
    const entities = [ann, entity('Group', 'payments', ORG)];
    const catalog = catalogServiceMock({ entities });
    const claims = [USER, PAYMENTS];
    const memberships = membershipsOf({ entities, catalog, claims });
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('unavailable'));
    const recent = () => memberships.recentGroupsOf(credentials);
    await expect(recent()).rejects.toThrow('unavailable');
    expect(await recent()).toEqual([USER, PAYMENTS]);
    ann.relations = [];
    jest.advanceTimersByTime(9_999);
    expect(await recent()).toEqual([USER, PAYMENTS]);
    expect(await memberships.groupsOf(credentials)).toEqual([USER]);
    jest.advanceTimersByTime(1);
    expect(await recent()).toEqual([USER]);
  });
});

describe('an administrator', () => {
  it.each([
    ['is a member of a configured group', [PAYMENTS], true],
    ['is nobody if no group is configured', [], false],
    [
      'is nobody outside the configured groups',
      ['group:default/platform'],
      false,
    ],
  ])('%s', async (_, administrators, expected) => {
    const memberships = membershipsOf({
      entities: [],
      claims: [USER, PAYMENTS],
      administrators,
    });
    expect(await memberships.isAdministrator(credentials)).toBe(expected);
  });
});

describe('the members of an owner', () => {
  const group = entity('Group', 'payments', ORG, {
    spec: { members: ['bob'] },
    relations: [
      ...['ann', 'bob', 'eve'].map(name => ({
        type: 'hasMember',
        targetRef: `user:default/${name}`,
      })),
      { type: 'parentOf', targetRef: 'group:default/refunds' },
    ],
  });
  const entities = [
    group,
    entity('Group', 'refunds', ORG, {
      relations: [{ type: 'hasMember', targetRef: 'user:default/kid' }],
    }),
    entity('User', 'ann', ORG),
    entity('User', 'bob', ELSEWHERE),
    entity('User', 'eve', ELSEWHERE),
  ];
  const members = (owner: string, sources?: string[]) =>
    membershipsOf({ entities, claims: [], sources }).membersOf(owner);

  it('are the members of the group, without those of its child groups', async () => {
    expect(await members('Group:default/Payments')).toEqual([
      'user:default/ann',
      'user:default/bob',
      'user:default/eve',
    ]);
  });

  it('are users from the configured sources and users that the group itself names', async () => {
    expect(await members(PAYMENTS, [ORG])).toEqual([
      'user:default/ann',
      'user:default/bob',
    ]);
    expect(await members(PAYMENTS, [ELSEWHERE])).toEqual([]);
  });

  it('are only the user for a user reference, and empty for an unknown reference', async () => {
    expect(await members('user:default/ann')).toEqual(['user:default/ann']);
    expect(await members('group:default/nobodys')).toEqual([]);
    expect(await members('no reference')).toEqual([]);
  });
});
