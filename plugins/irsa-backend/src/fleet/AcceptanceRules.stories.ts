import { mockCredentials } from '@backstage/backend-test-utils';
import { type Finding, serviceAccountId } from '@backstage-irsa/core/model';
import { AcceptanceRules } from './AcceptanceRules';

const RISK = 'group:default/risk';
const OWNER = 'group:default/payments';
const USER = 'user:default/mock';
const LEDGER = { cluster: 'prod-eu', namespace: 'payments', name: 'ledger' };

function findingOf(change: Partial<Finding> = {}): Finding {
  return {
    id: '1',
    check: 'unused-role',
    title: 'Unused',
    severity: 'low',
    severityReasons: [],
    severityInUse: change.severity ?? 'low',
    evidence: 'proved',
    message: '',
    remediation: null,
    subject: {
      ...LEDGER,
      kind: 'service-account',
      id: 'x',
      name: 'payments/ledger',
    },
    entityRef: 'component:default/ledger',
    owners: ['Group:default/Payments'],
    state: 'open',
    firstSeenAt: '2026-11-01T00:00:00.000Z',
    lastSeenAt: '2026-11-01T00:00:00.000Z',
    ...change,
  };
}

/** Returns why the caller cannot accept the finding, if so, and the queries to the change log. */
async function accepts(
  finding: Finding,
  groups: string[],
  { requested = false, acceptanceGroups = [RISK] } = {},
) {
  const hasRequested = jest.fn().mockResolvedValue(requested);
  const rules = new AcceptanceRules({
    config: { acceptanceGroups },
    memberships: { groupsOf: async () => [USER, ...groups] },
    changes: { hasRequested },
  });
  const refusal = await rules.require(finding, mockCredentials.user()).then(
    () => undefined,
    (error: Error) => error,
  );
  return { refusal, asked: hasRequested.mock.calls };
}

describe('a finding of low or medium severity', () => {
  it.each<[string, string[], Partial<Finding>, boolean]>([
    ['can be accepted by its owner', [OWNER], {}, true],
    [
      'can be accepted by its owner if the severity is medium',
      [OWNER],
      { severity: 'medium' },
      true,
    ],
    [
      'cannot be accepted by its owner if the severity is high once pods run',
      [OWNER],
      { severityInUse: 'high' },
      false,
    ],
    ['can be accepted by a user who owns it', [], { owners: [USER] }, true],
    ['can be accepted by the configured group', [RISK], {}, true],
    [
      'can be accepted by the configured group if it has no owner',
      [RISK],
      { owners: [] },
      true,
    ],
    ['cannot be accepted by other groups', ['group:default/other'], {}, false],
    [
      'cannot be accepted by other groups if it has no owner',
      [OWNER],
      { owners: [] },
      false,
    ],
  ])('%s', async (_, groups, change, expected) => {
    const { refusal } = await accepts(findingOf(change), groups);
    expect(refusal?.name).toBe(expected ? undefined : 'NotAllowedError');
  });
});

describe.each(['high', 'critical'] as const)('a finding of %s', severity => {
  const finding = findingOf({ severity });

  it('can be accepted by the configured group', async () => {
    const { refusal, asked } = await accepts(finding, [RISK]);
    expect(refusal).toBeUndefined();
    expect(asked).toEqual([
      [
        USER,
        {
          entityRef: 'component:default/ledger',
          serviceAccountId: serviceAccountId(LEDGER),
        },
      ],
    ]);
  });

  it('is checked against the access requests of all who use the role, if its subject is a role', async () => {
    const arn = 'arn:aws:iam::111122223333:role/shared';
    const { asked } = await accepts(
      {
        ...finding,
        subject: { kind: 'role', id: 'x', name: 'shared', arn },
        entityRef: null,
      },
      [RISK],
    );
    expect(asked).toEqual([[USER, { roleArn: arn }]]);
  });

  it('cannot be accepted by its owner, or by anyone if no group is configured', async () => {
    const owner = await accepts(finding, [OWNER]);
    expect(owner.refusal?.message).toContain(RISK);
    const nobody = await accepts(finding, [RISK, OWNER], {
      acceptanceGroups: [],
    });
    expect(nobody.refusal?.name).toBe('NotAllowedError');
  });

  it('cannot be accepted by the requester of the access', async () => {
    const { refusal } = await accepts(finding, [RISK], { requested: true });
    expect(refusal?.name).toBe('NotAllowedError');
    expect(refusal?.message).toContain('You requested this access yourself');
  });
});
