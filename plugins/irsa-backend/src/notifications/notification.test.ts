import { digestNotification } from './digest';
import { notificationOf } from './notification';
import type { Issue, IssueUpdate, OpenIssues } from './types';

const OWNER = 'group:default/payments';

const issue = (change: Partial<Issue> = {}): Issue => ({
  kind: 'finding',
  id: 'f1',
  check: 'risk-path',
  severity: 'high',
  title: 'PassRole + Lambda',
  subject: 'orders',
  message: 'Anyone with orders can become administrator.',
  entityRef: 'component:default/Orders',
  owners: [OWNER],
  ...change,
});
const update = (
  change: IssueUpdate['change'],
  about: Partial<Issue> = {},
): IssueUpdate => ({ ...issue(about), change, recipients: [OWNER] });
const opened = (about?: Partial<Issue>) => update('opened', about);
const resolved = (about?: Partial<Issue>) => update('resolved', about);
const roles = (amount: number, worst: Issue[]): OpenIssues => ({
  count: amount,
  subjects: amount > 0 ? [{ kind: 'role', count: amount }] : [],
  worst,
});
const sent = (updates: IssueUpdate[], open: OpenIssues) =>
  notificationOf({ owner: OWNER, check: 'risk-path', updates, open });
const named = (amount: number, change: Partial<Issue> = {}) =>
  Array.from({ length: amount }, (_, n) =>
    issue({ id: `f${n}`, entityRef: `component:default/c${n}`, ...change }),
  );

describe('a notification', () => {
  it('describes a single finding, and links to its entity', () => {
    expect(sent([opened()], roles(1, [issue()]))).toEqual({
      title: 'PassRole + Lambda – orders',
      description:
        'High: Anyone with orders can become administrator.\n1 new, 1 open.',
      link: '/catalog/default/component/orders/aws-access',
      severity: 'high',
      topic: 'AWS access',
      scope: 'irsa:group:default/payments:risk-path',
    });
  });

  it('names the number of open findings of a check and the worst one, and links to the findings table', () => {
    const payload = sent(
      [opened(), opened(), resolved({ subject: 'old' })],
      roles(26, [
        issue({ severity: 'critical', subject: 'ingest' }),
        ...named(4),
      ]),
    );
    expect(payload).toMatchObject({
      title: 'Role can escalate privileges: 26 roles, worst: ingest',
      severity: 'critical',
      link: '/irsa/findings?check=risk-path&owner=group%3Adefault%2Fpayments',
    });
    expect(
      sent([opened()], {
        ...roles(2, named(2)),
        severities: ['high', 'critical'],
      }).link,
    ).toBe(`${payload.link}&severity=high%2Ccritical`);
    const lines = payload.description?.split('\n');
    expect(lines?.[0]).toBe('Critical: PassRole + Lambda – ingest');
    expect(lines?.slice(-3)).toEqual([
      'And 21 more.',
      'Resolved: PassRole + Lambda – old.',
      '2 new, 1 resolved, 26 open.',
    ]);
  });

  it('reports a resolved finding with low severity', () => {
    expect(sent([resolved()], roles(0, []))).toMatchObject({
      title: 'Resolved: PassRole + Lambda – orders',
      description:
        'Resolved: PassRole + Lambda – orders.\n1 resolved, none open any more.',
      link: '/catalog/default/component/orders/aws-access',
      severity: 'low',
    });
    expect(sent([resolved()], roles(1, [issue()])).severity).toBe('low');
  });

  it('reports that a finding got worse with its new severity', () => {
    expect(sent([update('worse')], roles(2, named(2)))).toMatchObject({
      description: expect.stringMatching(/\n1 worse, 2 open\.$/),
      severity: 'high',
    });
  });

  it('reports an accepted finding with low severity', () => {
    const other = issue({ id: 'f2', entityRef: 'component:default/mail' });
    expect(sent([update('accepted')], roles(0, []))).toMatchObject({
      title: 'Accepted: PassRole + Lambda – orders',
      description:
        'Accepted: PassRole + Lambda – orders.\n1 accepted, none open any more.',
      link: '/catalog/default/component/orders/aws-access',
      severity: 'low',
    });
    expect(
      sent([update('accepted'), update('accepted', other)], roles(0, [])),
    ).toMatchObject({
      title: 'Accepted: Role can escalate privileges',
      link: '/irsa/findings?state=accepted&check=risk-path&owner=group%3Adefault%2Fpayments',
    });
    expect(
      sent([update('accepted'), resolved(other)], roles(0, [])),
    ).toMatchObject({
      title: 'No longer open: Role can escalate privileges',
      description: expect.stringMatching(
        /\n1 accepted, 1 resolved, none open any more\.$/,
      ),
    });
  });

  it('does not name the subject to a former owner', () => {
    const payload = sent(
      [resolved({ owners: ['group:default/data'] })],
      roles(0, []),
    );
    expect(payload).toMatchObject({
      title: 'Resolved: Role can escalate privileges',
      description: 'none open any more.',
      link: '/irsa/findings?state=resolved&check=risk-path&owner=group%3Adefault%2Fpayments',
    });
    expect(JSON.stringify(payload)).not.toContain('orders');
  });

  it.each<[string, OpenIssues, string]>([
    [
      'the only affected ServiceAccount of an entity',
      roles(1, [issue({ serviceAccount: 'prod-eu/shop/orders' })]),
      '/catalog/default/component/orders/aws-access?service-account=prod-eu%2Fshop%2Forders',
    ],
    [
      'the entity that all findings belong to',
      roles(2, [issue(), issue({ id: 'f2' })]),
      '/catalog/default/component/orders/aws-access',
    ],
    [
      'the drawer of a finding without an entity',
      roles(1, [issue({ entityRef: null })]),
      '/irsa/findings?open=f1',
    ],
    [
      'the drawer of a broken ServiceAccount without an entity',
      roles(1, [issue({ kind: 'service-account', entityRef: null })]),
      '/irsa/service-accounts?open=f1',
    ],
    [
      'the list of broken ServiceAccounts of the owner',
      roles(2, named(2, { kind: 'service-account' })),
      '/irsa/service-accounts?status=broken&owner=group%3Adefault%2Fpayments',
    ],
  ])('links to %s', (_, open, link) => {
    expect(sent([opened()], open).link).toBe(link);
  });

  it.each([
    ['low', 'low'],
    ['medium', 'normal'],
    ['high', 'high'],
    ['critical', 'critical'],
  ] as const)('of a %s finding has severity %s', (severity, expected) => {
    expect(sent([opened()], roles(1, [issue({ severity })])).severity).toBe(
      expected,
    );
  });

  it('limits the length of a finding message', () => {
    const { description = '' } = sent(
      [opened()],
      roles(1, [issue({ message: 'x'.repeat(5000) })]),
    );
    expect(description.split('\n')[0]).toHaveLength(300);
  });
});

it('summarizes the open findings of an owner in a digest, the worst check first', () => {
  const check = (id: string) =>
    ({ check: id, severity: 'high', count: 3 } as const);
  expect(
    digestNotification({
      owner: OWNER,
      checks: [
        { check: 'risk-path', severity: 'critical', count: 2 },
        ...['a', 'b', 'c', 'd', 'e'].map(check),
      ],
      counts: { critical: 1, high: 16, medium: 0, low: 0 },
      opened: 4,
      resolved: 1,
    }),
  ).toEqual({
    title: 'AWS access: 17 open findings (1 critical, 16 high)',
    description: [
      'Critical: Role can escalate privileges (2)',
      'High: a (3)',
      'High: b (3)',
      'High: c (3)',
      'High: d (3)',
      'And 1 more check.',
      'Since the last digest: 4 opened, 1 resolved.',
    ].join('\n'),
    link: '/irsa/findings?owner=group%3Adefault%2Fpayments',
    severity: 'low',
    topic: 'AWS access digest',
    scope: 'irsa:group:default/payments:digest',
  });
});
