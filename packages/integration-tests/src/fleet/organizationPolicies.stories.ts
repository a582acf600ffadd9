import type {
  DiscoveredPlace,
  SimulationResult,
} from '@backstage-irsa/core/model';
import type {
  AccountOrganization,
  OrganizationLayer,
} from '@backstage-irsa/core/organization';
import type { Organization } from '@backstage-irsa/sandbox';
import fc from 'fast-check';
import type { TestHost } from '../__testUtils__/host';
import { Organizations, OrganizationStore } from '../__testUtils__/internals';
import { HOME, organizationHost } from '../__testUtils__/organizationHost';
import {
  answersAbout,
  arbitraryAttachments,
  arbitraryRole,
  type Question,
  type Role,
} from '../__testUtils__/organizationQuestions';
import { referenceAnswer } from '../__testUtils__/referenceAnswer';

const STAGING = '444455556666';
const MANAGEMENT = '999900000000';
const TEAM = '200000000001';
const OTHER_TEAM = '200000000002';

/** Returns the policy names at each level except AWS's own, or the state if not read. */
function shown(layer: OrganizationLayer): string[] | string {
  if (layer.state !== 'read') return layer.state;
  return layer.levels.map(({ name, policies }) =>
    [
      name,
      ...policies
        .map(policy => policy.name)
        .filter(each => !each.endsWith('FullAWSAccess')),
    ].join(' + '),
  );
}

describe('the policies of an organization of 200 accounts', () => {
  const started = organizationHost();
  const { deny, read } = started;
  let host: TestHost;
  let organization: Organization;
  let store: OrganizationStore;
  let organizations: Organizations;

  const current = () => organizations.current();
  const of = async (accountId: string): Promise<AccountOrganization> =>
    (await current()).of(accountId);
  const calls = () =>
    host.sandbox.world.calls
      .all()
      .filter(({ service }) => service === 'organizations');
  const failures = async (): Promise<DiscoveredPlace[]> =>
    (await host.get('/discovery')).body.items.filter(
      ({ failure }: DiscoveredPlace) => failure,
    );

  beforeAll(() => {
    host = started.host();
    organization = started.organization();
    store = new OrganizationStore({ knex: started.knex() });
    organizations = new Organizations({ accountId: HOME, store });
  });

  it('are unknown before they are read', async () => {
    expect(await of(TEAM)).toMatchObject({
      serviceControl: { state: 'not-read' },
      resourceControl: { state: 'not-read' },
    });
  });

  it('are read with few calls, at every level to which they are attached', async () => {
    const skip = calls().length;
    await read();
    const byOperation = Map.groupBy(
      calls().slice(skip),
      ({ operation }) => operation,
    );
    const counts = [...byOperation].map(([name, made]) => [name, made.length]);
    // 4 parents, and pages of 20: 200 accounts need 10 pages, and 207 targets of each of AWS's 2 policies need 11.
    expect(Object.fromEntries(counts)).toEqual({
      DescribePolicy: 5,
      ListAccountsForParent: 13,
      ListOrganizationalUnitsForParent: 4,
      ListPolicies: 2,
      ListRoots: 1,
      ListTargetsForPolicy: 25,
    });
    const { serviceControl, resourceControl } = await of(TEAM);
    expect(shown(serviceControl)).toEqual([
      'Root',
      'workloads + deny-leaving',
      'teams + deny-other-regions',
      'team-001',
    ]);
    expect(shown(resourceControl)).toEqual([
      'Root + identity-perimeter',
      'workloads',
      'teams',
      'team-001',
    ]);
    expect(await of(MANAGEMENT)).toMatchObject({
      serviceControl: { state: 'absent' },
      resourceControl: { state: 'absent' },
    });
    expect(await of('123456789012')).toMatchObject({
      serviceControl: { state: 'not-read' },
    });
    expect(await failures()).toEqual([]);
  });

  it('have the same version until one of them changes', async () => {
    const before = await current();
    await read();
    expect((await current()).version).toBe(before.version);

    const member = organization.members.get(TEAM)!;
    member.parentId = 'ou-comp-attic0001';
    await read();
    const moved = await current();
    expect(moved.version).not.toBe(before.version);
    expect(moved.of(OTHER_TEAM).version).toBe(before.of(OTHER_TEAM).version);
    expect(shown(moved.of(TEAM).serviceControl)).toEqual([
      'Root',
      'attic',
      'team-001',
    ]);
    member.parentId = 'ou-comp-teams0001';

    const attached = organization.attached.get('ou-comp-teams0001')!;
    organization.attached.set(
      'ou-comp-teams0001',
      attached.map(policy => ({
        ...policy,
        document: policy.document.replace('eu-central-1', 'eu-north-1'),
      })),
    );
    await read();
    expect((await of(OTHER_TEAM)).version).not.toBe(
      before.of(OTHER_TEAM).version,
    );
    organization.attached.set('ou-comp-teams0001', attached);
  });

  const BOTH = ['not-read', 'not-read'];
  const ofType = (type: string) => ({
    Condition: { StringEquals: { 'organizations:PolicyType': type } },
  });
  it.each<[string, object, string[]]>([
    ['ListRoots', {}, BOTH],
    ['ListAccountsForParent', {}, BOTH],
    ['ListOrganizationalUnitsForParent', {}, BOTH],
    ['ListPolicies', {}, BOTH],
    ['ListTargetsForPolicy', {}, BOTH],
    ['DescribePolicy', {}, BOTH],
    ['ListPolicies', ofType('SERVICE_CONTROL_POLICY'), ['not-read', 'read']],
    ['ListPolicies', ofType('RESOURCE_CONTROL_POLICY'), ['read', 'not-read']],
  ])(
    'are unknown without %s %j, and the missing permission is named',
    async (operation, condition, states) => {
      await read();
      deny({ Action: `organizations:${operation}`, ...condition });
      await read();
      const { serviceControl, resourceControl } = await of(TEAM);
      const layers = [serviceControl, resourceControl];
      expect(layers.map(({ state }) => state)).toEqual(states);
      for (const layer of layers) {
        if (layer.state !== 'not-read') continue;
        expect(layer).toMatchObject({
          missingPermission: `organizations:${operation}`,
          reason: `The backend may not call organizations:${operation} in account ${HOME}. AWS answered: with an explicit deny in an identity-based policy.`,
        });
      }
      expect(await failures()).toContainEqual(
        expect.objectContaining({
          supplier: 'organization-policies',
          missingPermission: `organizations:${operation}`,
          remediation: `Remove the Deny of organizations:${operation} from the IAM policies of the backend.`,
        }),
      );
    },
  );

  it('are read to the end when AWS throttles', async () => {
    host.sandbox.world.disturbances.replace([
      {
        ...{ kind: 'throttle', service: 'organizations', count: 1 },
        operation: 'ListTargetsForPolicy',
      },
    ]);
    await read();
    expect(await of(TEAM)).toMatchObject({
      serviceControl: { state: 'read' },
      resourceControl: { state: 'read' },
    });
    expect(calls().filter(({ status }) => status === 400)).toContainEqual(
      expect.objectContaining({ operation: 'ListTargetsForPolicy' }),
    );
  });

  it('remain as last read for a day while AWS does not respond', async () => {
    await read();
    const before = await current();
    host.sandbox.world.disturbances.replace([
      {
        ...{ kind: 'cut-off', service: 'organizations' },
        operation: 'DescribePolicy',
      },
    ]);
    await read();
    expect(await failures()).toHaveLength(1);
    expect((await current()).version).toBe(before.version);

    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 25 * 3_600_000);
    const old = await of(TEAM);
    clock.mockRestore();
    expect(old).toMatchObject({
      serviceControl: {
        state: 'not-read',
        reason: expect.stringContaining('more than a day ago'),
      },
    });
  });

  it('do not apply if their type is not enabled', async () => {
    organization.policyTypes.delete('RESOURCE_CONTROL_POLICY');
    await read();
    organization.policyTypes.add('RESOURCE_CONTROL_POLICY');
    expect(await of(TEAM)).toMatchObject({
      serviceControl: { state: 'read' },
      resourceControl: { state: 'absent' },
    });
  });

  it('cannot be read by an account that is not a delegated administrator, and do not exist without an organization', async () => {
    organization.delegatedAdministrators.delete(HOME);
    await read();
    organization.delegatedAdministrators.add(HOME);
    expect(await of(TEAM)).toMatchObject({
      serviceControl: { missingPermission: 'organizations:ListRoots' },
    });

    delete host.sandbox.world.organization;
    await read();
    host.sandbox.world.organization = organization;
    expect(await of(HOME)).toMatchObject({
      serviceControl: { state: 'absent' },
      resourceControl: { state: 'absent' },
    });
    expect(await of(STAGING)).toMatchObject({
      serviceControl: { state: 'not-read' },
    });
    expect(await failures()).toHaveLength(1);
  });

  it('decide 5,000 requests like the reference evaluator', async () => {
    const before = organization.attached;
    // Otherwise, SCPs would prevent the backend from reading them.
    organization.managementAccountId = HOME;
    const accounts = [TEAM, OTHER_TEAM, '200000000003', HOME];
    const targets = [
      ...[organization.rootId, 'ou-comp-workloads', 'ou-comp-teams0001'],
      ...[TEAM, OTHER_TEAM],
    ];
    const decisions = new Map<string, number>();
    // If a denial depends on a key that the question omits, the product leaves it open, but the reference denies.
    const decisionOn = ({ decision, unknownReason = '' }: SimulationResult) =>
      unknownReason.startsWith('That depends on')
        ? 'ExplicitlyDenied'
        : decision;
    const referenceFor = (role: Role) => (question: Question) =>
      referenceAnswer(organization, role, question);
    await fc.assert(
      fc.asyncProperty(
        arbitraryAttachments(organization, targets),
        fc.array(arbitraryRole(organization, accounts, 10), {
          ...{ minLength: 100, maxLength: 100 },
        }),
        async (attached, roles) => {
          organization.attached = attached;
          await read();
          const { of: organizationOf } = await current();
          const known = Object.fromEntries(
            accounts.map(id => [id, organizationOf(id)]),
          );
          for (const role of roles) {
            const answers = answersAbout(role, known).map(decisionOn);
            answers.forEach(decision =>
              decisions.set(decision, (decisions.get(decision) ?? 0) + 1),
            );
            expect({ role, answers }).toEqual({
              role,
              answers: role.questions.map(referenceFor(role)),
            });
          }
        },
      ),
      { numRuns: 5, seed: 23, endOnFailure: true },
    );
    organization.attached = before;
    organization.managementAccountId = MANAGEMENT;
    // Agreement proves little unless each decision is frequent enough.
    for (const decision of [
      'Allowed',
      'ImplicitlyDenied',
      'ExplicitlyDenied',
    ]) {
      expect([decision, (decisions.get(decision) ?? 0) > 500]).toEqual([
        decision,
        true,
      ]);
    }
  });

  it.each([
    'identity',
    'permissions-boundary',
    'service-control',
    'resource-control',
  ] as const)(
    'never leave an action allowed without conditions while %s policies are not read',
    async unread => {
      await read();
      const { of: organizationOf } = await current();
      const notRead: OrganizationLayer = {
        ...{ state: 'not-read', reason: 'Nobody may.' },
      };
      const accounts = [TEAM, OTHER_TEAM];
      const known = Object.fromEntries(
        accounts.map(id => [
          id,
          {
            ...organizationOf(id),
            ...(unread === 'service-control' && { serviceControl: notRead }),
            ...(unread === 'resource-control' && { resourceControl: notRead }),
          },
        ]),
      );
      let concerned = 0;
      fc.assert(
        fc.property(arbitraryRole(organization, accounts, 10), role => {
          for (const answer of answersAbout(role, known, unread)) {
            const own = answer.layers.find(({ layer }) => layer === unread);
            const isConcerned =
              own?.state !== 'absent' && answer.decision === 'Allowed';
            concerned += isConcerned ? 1 : 0;
            expect({
              ...answer,
              isPlain: isConcerned && !answer.summary.includes('not read'),
              isRead: own?.state === 'read',
            }).toEqual({ ...answer, isPlain: false, isRead: false });
          }
        }),
        { numRuns: 50, seed: 23 },
      );
      expect(concerned).toBeGreaterThan(50);
    },
  );

  it('are not applied if the configuration names no organization', async () => {
    const unconfigured = new Organizations({ accountId: undefined, store });
    expect((await unconfigured.current()).of(HOME)).toMatchObject({
      serviceControl: {
        state: 'not-read',
        reason: expect.stringContaining('irsa.organization.accountId'),
      },
    });
  });
});
