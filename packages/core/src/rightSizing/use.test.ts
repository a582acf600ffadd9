import { DAY_MS } from '../permissions/lastUse/lastAccessed';
import { judgeUse, trackedSince, type UseContext } from './use';

const NOW = new Date('2026-11-24T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const OLD: UseContext = {
  now: NOW,
  unusedAfterDays: 90,
  roleCreatedAt: ago(300),
  proofs: [],
};

const judged = (
  lastAccessed: Date | undefined,
  change: Partial<UseContext & { service: string; grantedAt: Date }> = {},
) => {
  const { service = 's3', grantedAt, ...context } = change;
  const { decision, confidence, reason } = judgeUse(
    { service, ...(lastAccessed && { lastAccessed }) },
    { ...OLD, ...context },
    'grantedAt' in change ? grantedAt : ago(300),
  );
  return [decision, confidence, reason];
};

describe('judgeUse', () => {
  it.each([
    ['used yesterday', judged(ago(1)), 'keep', 'high', 'refused attempts'],
    ['used 89 days ago', judged(ago(89)), 'keep', 'high', '2026-08-27'],
    ['used 91 days ago', judged(ago(91)), 'drop', 'high', '2026-08-25'],
    [
      'never used',
      judged(undefined),
      'drop',
      'high',
      'no use since 2026-01-28',
    ],
    [
      'never used, with a policy from last week',
      judged(undefined, { grantedAt: ago(7) }),
      ...['drop', 'medium', 'changed on 2026-11-17'],
    ],
    [
      'used 120 days ago, with a policy from last week',
      judged(ago(120), { grantedAt: ago(7) }),
      ...['drop', 'high', 'Last used'],
    ],
    [
      'never used, with a policy of unknown age',
      judged(undefined, { grantedAt: undefined }),
      ...['drop', 'medium', 'does not date inline policies or attachments'],
    ],
    [
      'never used by a role younger than 90 days',
      judged(undefined, { roleCreatedAt: ago(30) }),
      ...['undecided', 'low', 'younger than 90 days'],
    ],
    [
      'never used, with a waiting time of 14 days',
      judged(undefined, {
        ...{ roleCreatedAt: ago(30), unusedAfterDays: 14 },
        grantedAt: ago(30),
      }),
      ...['drop', 'high', 'no use since 2026-10-25'],
    ],
    [
      'used only at the time of a live proof',
      judged(ago(1), { service: 'sts', proofs: [ago(1)] }),
      ...['undecided', 'low', 'live proof'],
    ],
    [
      'used a day after the last live proof',
      judged(ago(1), { service: 'sts', proofs: [ago(2)] }),
      ...['keep', 'high', 'Used on'],
    ],
  ] as [string, string[], string, string, string][])(
    'judges a service %s',
    (_, [decision, confidence, reason], ...expected) => {
      expect([decision, confidence]).toEqual(expected.slice(0, 2));
      expect(reason).toContain(expected[2]);
    },
  );

  it('is undecided about a service that the report does not contain', () => {
    expect(judgeUse(undefined, OLD, ago(300))).toMatchObject({
      decision: 'undecided',
      confidence: 'low',
    });
  });

  it('reports a service as unused since its last use, or since AWS tracks it', () => {
    const since = (at?: Date) =>
      judgeUse({ service: 's3', lastAccessed: at }, OLD, ago(300)).unusedSince;
    expect(since(ago(120))).toBe(ago(120).toISOString());
    expect(since()).toBe(ago(300).toISOString());
    expect(since(ago(1))).toBeUndefined();
    expect(trackedSince({ ...OLD, roleCreatedAt: ago(900) })).toEqual(ago(400));
  });
});
