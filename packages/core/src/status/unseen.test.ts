import { desiredWith } from '../__testUtils__/desired';
import {
  observedDocument,
  observedWith,
  roleWith,
} from '../__testUtils__/observed';
import { absent, found, type Observation } from '../model/observation';
import type { ObservedPlannedPolicy } from '../model/observed';
import type { FieldDiff, OperationStep } from '../model/types';
import { SETTLING_MS } from './settling';
import { plan } from '../planning/plan';
import { unseenUntil } from './unseen';

const NOW = Date.parse('2026-12-01T10:00:00Z');
const DONE = '2026-12-01T09:59:00.000Z';
const UNTIL = new Date(Date.parse(DONE) + SETTLING_MS).toISOString();

const desired = desiredWith();
const { policyArn, roleArn, tags } = desired;
const LESS = desired.policy!;
const MORE = {
  ...LESS,
  Statement: [
    ...[LESS.Statement].flat(),
    { Effect: 'Allow' as const, Action: 'sqs:SendMessage', Resource: '*' },
  ],
};

const policy = (document = LESS, change = {}) =>
  found<ObservedPlannedPolicy>({
    arn: policyArn,
    name: 'orders',
    path: '/irsa/',
    tags,
    document: observedDocument(document),
    ...{ defaultVersionId: 'v2', versionIds: ['v1', 'v2'] },
    ...change,
  });
const planned = (
  plannedPolicy: Observation<ObservedPlannedPolicy>,
  role = roleWith(desired.trust, { arn: roleArn, tags }),
) => plan(desired, observedWith({ plannedPolicy, role }));
const step = (
  kind: 'policy' | 'role' | 'service-account',
  action: OperationStep['action'],
  diff: FieldDiff[],
  change: Partial<OperationStep> = {},
): OperationStep => ({
  ...{ id: kind, action, diff, summary: '', status: 'succeeded' as const },
  target: { kind, name: kind === 'policy' ? policyArn : roleArn },
  finishedAt: DONE,
  ...change,
});
const recorded = new Set([policyArn, roleArn]);
const documents = (before: unknown, after: unknown) =>
  [{ field: 'document', before, after }] as FieldDiff[];
const reduced = step('policy', 'update', documents(MORE, LESS));
const deleted = step('policy', 'delete', documents(LESS, null));

describe('reads after a change', () => {
  it.each<
    [string, OperationStep, ReturnType<typeof planned>, string | undefined]
  >([
    ['show an older policy', reduced, planned(policy(MORE)), UNTIL],
    ['show the written policy', reduced, planned(policy(LESS)), undefined],
    [
      'show no policy that was created',
      step('policy', 'create', documents(null, LESS)),
      planned(absent()),
      UNTIL,
    ],
    [
      'show what another step is planned for',
      step('policy', 'update', documents(LESS, MORE)),
      planned(policy(MORE)),
      undefined,
    ],
    [
      'show an older policy that a step after the others wrote',
      { ...reduced, id: 'policy-after' },
      planned(policy(MORE)),
      UNTIL,
    ],
    [
      'count as current after the time that IAM may take',
      { ...reduced, finishedAt: '2026-12-01T09:57:59.000Z' },
      planned(policy(MORE)),
      undefined,
    ],
    [
      'count as current if the change failed',
      { ...reduced, status: 'failed' },
      planned(policy(MORE)),
      undefined,
    ],
  ])('%s', (_, done, steps, expected) => {
    const last = { steps: [done], isDeletion: false, recorded };
    expect(unseenUntil(last, steps, NOW)).toBe(expected);
  });
});

describe('reads after a deletion', () => {
  it.each<[string, ReturnType<typeof planned>, string | undefined]>([
    ['still show the policy', planned(policy(LESS)), UNTIL],
    ['show that the policy is gone', planned(absent()), undefined],
  ])('%s', (_, steps, expected) => {
    const last = { steps: [deleted], isDeletion: true, recorded };
    expect(unseenUntil(last, steps, NOW)).toBe(expected);
  });
});

describe('reads after a rollback', () => {
  const created = step('policy', 'create', documents(null, LESS));
  it.each<[string, ReturnType<typeof planned>, string | undefined]>([
    ['still show the policy', planned(policy(LESS)), UNTIL],
    ['show that the policy is gone', planned(absent()), undefined],
  ])('%s', (_, steps, expected) => {
    const last = {
      steps: [created],
      isDeletion: false,
      recorded: new Set<string>(),
    };
    expect(unseenUntil(last, steps, NOW)).toBe(expected);
  });
});
