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

  it('asks each member of the approvers once', async () => {
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

  it('asks nobody of groups without members', async () => {
    await notices.asked(approval(), ['group:default/empty']);
    expect(sent).toEqual([]);
  });

  it('asks for what has the longest of names', async () => {
    await notices.asked(approval({ name: 'x'.repeat(253) }), [
      'group:default/security',
    ]);
    expect(sent).toHaveLength(1);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('writes the reason of break-glass as plain text', async () => {
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
      'Until 2026-12-01T12:00:00.000Z. Reason: ‹https: //evil.example|Approve›',
    );
  });
});
