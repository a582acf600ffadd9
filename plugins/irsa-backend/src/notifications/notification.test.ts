import { notificationOf } from './notification';
import type { FindingUpdate } from './types';

const OWNER = 'group:default/payments';

const updates = (change: Partial<FindingUpdate> = {}): FindingUpdate => ({
  kind: 'finding',
  id: 'f1',
  change: 'worse',
  severity: 'high',
  title: 'Trust is too wide',
  subject: 'orders',
  message: 'Every ServiceAccount of prod-eu may assume orders.',
  entityRef: 'component:default/Orders',
  owners: [OWNER],
  ...change,
});

const sent = (all: FindingUpdate[], stillOpen = all.length) =>
  notificationOf({ owner: OWNER, updates: all, stillOpen });

describe('a notification', () => {
  it('says what one finding is, and leads to its entity', () => {
    expect(sent([updates()])).toEqual({
      title: 'Trust is too wide – orders',
      description:
        'high: Every ServiceAccount of prod-eu may assume orders.\n1 is open in all.',
      link: '/catalog/default/component/orders/aws-access',
      severity: 'high',
      topic: 'AWS access',
      scope: 'irsa:group:default/payments',
    });
  });

  it('says that all is well again, with little noise', () => {
    expect(sent([updates({ change: 'resolved' })], 0)).toMatchObject({
      title: 'Resolved: Trust is too wide – orders',
      description:
        'Resolved: Trust is too wide – orders.\nNothing is open any more.',
      severity: 'low',
      scope: 'irsa:group:default/payments',
    });
  });

  it('sums up many, the worst first, and leads to the findings of the owner', () => {
    const payload = sent(
      [
        updates({ change: 'resolved', subject: 'a' }),
        ...Array.from({ length: 5 }, (_, n) =>
          updates({ entityRef: `component:default/c${n}` }),
        ),
        updates({ severity: 'critical', message: 'The worst.' }),
      ],
      9,
    );
    expect(payload).toMatchObject({
      title: 'AWS access: 6 new findings, 1 resolved',
      severity: 'critical',
      link: '/irsa/findings?owner=group%3Adefault%2Fpayments',
    });
    const lines = payload.description?.split('\n');
    expect(lines).toHaveLength(7);
    expect(lines?.[0]).toBe('critical: The worst.');
    expect(lines?.slice(-2)).toEqual(['And 2 more.', '9 are open in all.']);
  });

  it('leads to the findings of the owner where no entity is known', () => {
    expect(sent([updates({ entityRef: null })]).link).toBe(
      '/irsa/findings?owner=group%3Adefault%2Fpayments',
    );
  });

  it.each([
    ['low', 'low'],
    ['medium', 'normal'],
    ['high', 'high'],
    ['critical', 'critical'],
  ] as const)('of a %s finding is %s', (severity, expected) => {
    expect(sent([updates({ severity })]).severity).toBe(expected);
  });

  it('is no longer than people read', () => {
    const { description = '' } = sent([updates({ message: 'x'.repeat(5000) })]);
    expect(description.split('\n')[0]).toHaveLength(300);
  });
});
