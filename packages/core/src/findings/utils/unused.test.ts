import { unusedOf, type RoleUsage } from './unused';

const usage: RoleUsage = {
  createdAt: '2025-01-01T00:00:00.000Z',
  proofs: [],
  now: new Date('2026-11-24T12:00:00.000Z'),
  unusedAfterDays: 90,
};
const used = (lastUsedAt: string, ...proofs: string[]) => ({
  lastUsedAt,
  proofs: proofs.map(at => new Date(at)),
});

describe('unusedOf', () => {
  it.each<[string, Partial<RoleUsage>, ReturnType<typeof unusedOf>]>([
    ['never', {}, 'yes'],
    ['yesterday', used('2026-11-23T12:00:00Z'), 'no'],
    ['a year ago', used('2025-11-23T12:00:00Z'), 'yes'],
    ['89 days ago', used('2026-08-27T12:00:00Z'), 'no'],
    ['91 days ago', used('2026-08-25T12:00:00Z'), 'yes'],
    [
      'never, and created less than 90 days ago',
      { createdAt: '2026-11-01T00:00:00Z' },
      'no',
    ],
    [
      'just before a live proof',
      used('2026-11-23T11:58:00Z', '2026-11-23T12:00:00Z'),
      'unknown',
    ],
    [
      'within the reporting lag of a live proof',
      used('2026-11-23T15:59:00Z', '2026-11-23T12:00:00Z'),
      'unknown',
    ],
    [
      'after the reporting lag of a live proof',
      used('2026-11-23T16:01:00Z', '2026-11-23T12:00:00Z'),
      'no',
    ],
    [
      'long before a live proof',
      used('2026-11-01T12:00:00Z', '2026-11-23T12:00:00Z'),
      'no',
    ],
    [
      'a year ago, only by a live proof',
      used('2025-11-23T12:00:00Z', '2025-11-23T12:00:00Z'),
      'yes',
    ],
  ])('decides whether a role is unused: used %s', (_, change, expected) => {
    expect(unusedOf({ ...usage, ...change })).toBe(expected);
  });
});
