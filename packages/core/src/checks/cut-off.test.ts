import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import { observedWith } from '../__testUtils__/observed';
import { found } from '../model/observation';
import {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
} from '../permissions/cutOffPolicy';
import { check } from './cut-off';
import { runChecks } from './runChecks';

const inline = (document: PolicyDocument, name = CUT_OFF_POLICY) => ({
  inlinePolicies: found([
    {
      name,
      document: { text: JSON.stringify(document), document, errors: [] },
    },
  ]),
});
const cutOff = {
  at: '2026-11-27T09:00:00.000Z',
  by: 'user:default/ada',
  reason: 'leaked keys',
};
const grants = [{ service: 's3', access: 'read', resource: 'orders' } as const];

checkTester(check, [
  {
    name: 'the record contains the user and the reason',
    observed: { cutOff, ...inline(denyEverything()) },
    result: 'fail',
    message:
      /cut off since 2026-11-27 09:00:00 UTC by user:default\/ada: leaked keys$/,
    remediation: 'Restore access',
  },
  {
    name: 'the record is sufficient while IAM propagates the policy',
    observed: { cutOff },
    result: 'fail',
    message: 'cut off since',
  },
  {
    name: 'the policy is sufficient if the record was lost',
    observed: inline(denyEverything()),
    result: 'fail',
    message: /is cut off$/,
  },
  {
    name: 'access was restored, and older sessions stay denied',
    observed: inline(denyOlderSessions(new Date('2026-11-27T09:30:00.2Z'))),
    result: 'pass',
    message: 'issued before 2026-11-27 09:30:01 UTC stay denied',
  },
]);

describe('the checks of a role whose access was cut off', () => {
  it('report 1 failure, and skip the checks that it explains', () => {
    const observed = observedWith({
      cutOff,
      grants,
      ...inline(denyEverything()),
    });
    const results = runChecks(observed, { result: 'refused', at: cutOff.at });
    const failed = results.filter(({ result }) => result === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['cut-off']);
    const blocked = results.filter(({ blockedBy }) => blockedBy === 'cut-off');
    expect(blocked.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['live-proof', 'grants']),
    );
  });

  it.each([
    ['there is no policy', observedWith()],
    [
      'a policy of another name denies',
      observedWith(inline(denyEverything(), 'x')),
    ],
    [
      'the policy was changed to something else',
      observedWith(
        inline({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
        }),
      ),
    ],
  ])('do not include cut-off when %s', (_, observed) => {
    expect(check.arises?.(observed)).toBe(false);
  });
});
