import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { refuseAsNotifications } from '../__testUtils__/refuseAsNotifications';
import { ApprovalNotices } from './ApprovalNotices';
import type { StoredApproval } from './ApprovalRow';

const ANN = 'user:default/ann';
const BOB = 'user:default/bob';
const MEMBERS: Record<string, string[]> = {
  'group:default/security': [ANN, BOB],
  'group:default/platform': [BOB],
  [ANN]: [ANN],
};

const approval = (change: Partial<StoredApproval> = {}) =>
  ({
    id: 'a1',
    rule: 'secrets',
    serviceAccountId: 'orders',
    cluster: 'prod-eu',
    namespace: 'shop',
    name: 'orders',
    requestedBy: ANN,
    ...change,
  } as StoredApproval);

describe('ApprovalNotices', () => {
  let sent: NotificationSendOptions[];
  const logger = mockServices.logger.mock();
  const notices = new ApprovalNotices({
    logger,
    memberships: { membersOf: async owner => MEMBERS[owner] ?? [] },
    notifications: {
      async send(options) {
        refuseAsNotifications(options);
        sent.push(options);
      },
    },
  });
  beforeEach(() => {
    sent = [];
    logger.info.mockClear();
  });

  it('asks each member of the approver groups once', async () => {
    await notices.asked(approval(), [
      'group:default/security',
      'group:default/platform',
    ]);
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      { type: 'entity', entityRef: [ANN, BOB] },
    ]);
    expect(sent[0].payload.title).toBe(
      'Approval needed: AWS access of shop/orders in prod-eu',
    );
  });

  it('replaces the previous notification when the same person asks for the same approval again', async () => {
    for (const change of [
      { id: 'a2' },
      { id: 'a3' },
      { rule: 'admin-rights' },
      { requestedBy: BOB },
      { serviceAccountId: 'other' },
    ]) {
      await notices.asked(approval(change), ['group:default/security']);
    }
    const [first, second, ...others] = sent.map(({ payload }) => payload.scope);
    expect(second).toBe(first);
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('does not ask again within 5 minutes unless the earlier request was decided', async () => {
    const asked = (change: Partial<StoredApproval>, minutes: number) => {
      sent = [];
      const requestedAt = new Date(Date.now() - minutes * 60_000).toISOString();
      const lapsed = approval({ state: 'pending', requestedAt, ...change });
      return notices
        .asked(approval({ id: 'a2' }), ['group:default/security'], [lapsed])
        .then(() => sent.length);
    };
    expect(await asked({}, 4)).toBe(0);
    expect(await asked({}, 6)).toBe(1);
    expect(await asked({ state: 'approved' }, 4)).toBe(1);
    expect(await asked({ rule: 'admin-rights' }, 4)).toBe(1);
  });

  it('sends nothing to groups without members', async () => {
    await notices.asked(approval(), ['group:default/empty']);
    expect(sent).toEqual([]);
  });

  it('asks for approval when the ServiceAccount name has the maximum length', async () => {
    await notices.asked(approval({ name: 'x'.repeat(253) }), [
      'group:default/security',
    ]);
    expect(sent).toHaveLength(1);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('shows the break-glass reason as plain text', async () => {
    await notices.brokenGlass(
      ANN,
      {
        id: 'b1',
        accountId: '111122223333',
        reason: '<https://evil.example|Approve>',
        openedAt: '2026-12-01T08:00:00.000Z',
        expiresAt: '2026-12-01T12:00:00.000Z',
      },
      ['group:default/platform'],
    );
    expect(sent[0].recipients).toMatchObject({ entityRef: [BOB] });
    expect(sent[0].payload.description).toBe(
      'Until 2026-12-01 12:00:00 UTC. Reason: ‹https: //evil.example|Approve›',
    );
  });
});
