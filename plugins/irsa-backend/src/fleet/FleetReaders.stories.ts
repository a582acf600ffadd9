import { mockCredentials } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { setTimeout as after } from 'node:timers/promises';
import type { Visibility } from '../authorization/visibility';
import { FleetReaders } from './FleetReaders';

const ADA = 'user:default/ada';
const TEAM = 'group:default/team';
const PLATFORM = 'group:default/platform';
const inProd = { field: 'cluster' as const, anyOf: ['prod-eu'] };
const own = { field: 'owners', anyOf: [ADA, TEAM] };
const user = mockCredentials.user(ADA);

const visibility = (
  readerGroups: string[] | undefined,
  {
    permitted = 'all' as Visibility,
    groups = [ADA, TEAM],
    requireBasic = async () => {},
  },
  credentials: typeof user | ReturnType<typeof mockCredentials.service> = user,
) =>
  new FleetReaders({
    config: { ...(readerGroups && { readerGroups }) },
    memberships: { recentGroupsOf: async () => groups },
    authorizer: { requireBasic, visibility: async () => permitted },
  }).visibility(credentials);

describe('FleetReaders', () => {
  it.each<[string, string[] | undefined, object, unknown]>([
    [
      'everyone sees all if no reader groups are configured',
      undefined,
      {},
      'all',
    ],
    [
      'a member of a reader group sees all',
      [PLATFORM],
      { groups: [ADA, PLATFORM] },
      'all',
    ],
    ['other users see what they own', [PLATFORM], {}, { criteria: own }],
    [
      'everyone sees only what they own if the list of reader groups is empty',
      [],
      {},
      { criteria: own },
    ],
    [
      'a member of a reader group sees no more than the permission allows',
      [PLATFORM],
      { groups: [PLATFORM], permitted: { criteria: inProd } },
      { criteria: inProd },
    ],
    [
      'other users see what they own, within what the permission allows',
      [PLATFORM],
      { permitted: { criteria: inProd } },
      { criteria: { allOf: [inProd, own] } },
    ],
  ])('limits the fleet: %s', async (_, readerGroups, options, expected) => {
    expect(await visibility(readerGroups, options)).toEqual(expected);
  });

  it('lets other plugins read the fleet with only the permission', async () => {
    const service = mockCredentials.service();
    expect(await visibility([PLATFORM], {}, service)).toBe('all');
  });

  it('lets nobody read the fleet without the permission, member or not', async () => {
    const requireBasic = async () => {
      throw new NotAllowedError('no');
    };
    const groups = [PLATFORM];
    await expect(
      visibility([PLATFORM], { groups, requireBasic }),
    ).rejects.toThrow(NotAllowedError);
  });

  it('checks permissions and groups in parallel, and reports the permission to open the fleet first', async () => {
    const asked: string[] = [];
    const refuse = async (question: string, ms: number): Promise<never> => {
      asked.push(question);
      await after(ms);
      throw new NotAllowedError(question);
    };
    const readers = new FleetReaders({
      config: { readerGroups: [PLATFORM] },
      memberships: { recentGroupsOf: () => refuse('groups', 1) },
      authorizer: {
        requireBasic: () => refuse('open', 20),
        visibility: () => refuse('read', 5),
      },
    });
    const decision = readers.visibility(user);
    expect(asked).toEqual(['open', 'read', 'groups']);
    await expect(decision).rejects.toThrow('open');
  });

  it('decides once for concurrent requests of a caller, and again for later requests', async () => {
    const decided: string[] = [];
    const readers = new FleetReaders({
      config: {},
      memberships: { recentGroupsOf: async () => [] },
      authorizer: {
        requireBasic: async ({ principal }) => {
          decided.push((principal as { userEntityRef: string }).userEntityRef);
        },
        visibility: async () => 'all',
      },
    });
    const other = mockCredentials.user('user:default/bob');
    await Promise.all(
      [user, user, other].map(each => readers.visibility(each)),
    );
    expect(decided).toEqual([ADA, 'user:default/bob']);
    await readers.visibility(user);
    expect(decided).toEqual([ADA, 'user:default/bob', ADA]);
  });
});
