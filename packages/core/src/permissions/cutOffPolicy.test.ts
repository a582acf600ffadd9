import { type PolicyDocument, evaluate } from '@backstage-irsa/iam-policy';
import { CUT_OFF_ROOM } from '../model/defaultQuotas';
import {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
  readCutOff,
  TOKEN_ISSUE_TIME,
} from './cutOffPolicy';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const allowed: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const decisionFor = (cutOff: PolicyDocument, issuedAt: string) =>
  evaluate({
    principal: { kind: 'role', arn: ROLE },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::orders/a',
    identityPolicies: [
      { name: 'own', document: allowed },
      { name: CUT_OFF_POLICY, document: cutOff },
    ],
    context: { [TOKEN_ISSUE_TIME]: issuedAt },
  }).decision;

it.each([
  [
    'all actions of every session',
    denyEverything(),
    '2030-01-01T00:00:00Z',
    'ExplicitlyDenied',
  ],
  [
    'sessions issued before the cut-off',
    denyOlderSessions(new Date('2026-11-27T09:30:00.200Z')),
    '2026-11-27T09:30:00Z',
    'ExplicitlyDenied',
  ],
  [
    'no session issued after the cut-off',
    denyOlderSessions(new Date('2026-11-27T09:30:00.200Z')),
    '2026-11-27T09:30:01Z',
    'Allowed',
  ],
])('denies %s', (_, document, issuedAt, decision) => {
  expect(decisionFor(document, issuedAt)).toBe(decision);
});

it.each([denyEverything(), denyOlderSessions(new Date())])(
  'fits into the reserved policy size',
  document => {
    expect(JSON.stringify(document).length).toBeLessThanOrEqual(CUT_OFF_ROOM);
  },
);

it('recognizes the policies that it generates', () => {
  const reading = (document: PolicyDocument) =>
    readCutOff([{ name: CUT_OFF_POLICY, document: { document } }]);
  expect(reading(denyEverything())).toEqual({ state: 'cut-off' });
  expect(reading(denyOlderSessions(new Date('2026-11-27T09:30:00Z')))).toEqual({
    state: 'older-sessions-denied',
    before: '2026-11-27T09:30:00Z',
  });
  expect(reading(allowed)).toBeUndefined();
  expect(readCutOff([])).toBeUndefined();
});
