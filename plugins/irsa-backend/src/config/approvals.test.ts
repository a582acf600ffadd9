import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readApprovals } from './approvals';

const RULE = { name: 'a', approvers: ['group:default/A'] };
const read = (...approvals: JsonObject[]) =>
  readApprovals(new ConfigReader({ approvals }));

describe('approval rules', () => {
  it('are empty by default', () => {
    expect(readApprovals(undefined)).toEqual([]);
  });

  it('name approvers or a gate', () => {
    const places = { clusters: ['prod-*'], accounts: ['111122223333'] };
    const about = { grants: ['s3:*'], minimumRisk: 'high' };
    expect(
      read({ ...RULE, ...places, ...about }, { name: 'b', gate: 'tickets' }),
    ).toEqual([
      { name: 'a', approvers: ['group:default/a'], ...places, ...about },
      { name: 'b', approvers: [], gate: 'tickets' },
    ]);
  });

  it.each<[message: string, rules: JsonObject[]]>([
    ['[0] needs either approvers', [{ name: 'a' }]],
    ['[0] needs either approvers', [{ ...RULE, gate: 'tickets' }]],
    ['[0].approvers[0] is', [{ name: 'a', approvers: ['user:default/a'] }]],
    ['[0].minimumRisk is "critical"', [{ ...RULE, minimumRisk: 'critical' }]],
    ['[0].grants[0] is "s3"', [{ ...RULE, grants: ['s3'] }]],
    [
      '[0].grants[0] is "secretmanager:*", which matches no grant',
      [{ ...RULE, grants: ['secretmanager:*'] }],
    ],
    [
      '[0].grants[1] is "s3:reed", which matches no grant',
      [{ ...RULE, grants: ['s3:read', 's3:reed'] }],
    ],
    [
      '[0].accounts[1] is "1111-2222-3333": an AWS account ID has 12 digits',
      [{ ...RULE, accounts: ['111122223333', '1111-2222-3333'] }],
    ],
    ['[0].accounts is empty', [{ ...RULE, accounts: [] }]],
    ['[0].clusters is empty', [{ ...RULE, clusters: [] }]],
    ['[0].grants is empty', [{ ...RULE, grants: [] }]],
    ['which another rule already has', [RULE, RULE]],
  ])('are rejected: %s', (message, rules) => {
    expect(() => read(...rules)).toThrow(message);
  });
});
