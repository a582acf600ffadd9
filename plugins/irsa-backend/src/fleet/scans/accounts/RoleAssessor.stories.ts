import { ConfigReader } from '@backstage/config';
import { createCatalogIndex } from '@backstage-irsa/core/ownership';
import { found, unknown, type RoleFacts } from '@backstage-irsa/core/model';
import { policyRisks } from '@backstage-irsa/core/permissions';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Knex } from 'knex';
import {
  contextWith,
  holderWith,
  roleFacts,
} from '../../../__testUtils__/core';
import { changesOf } from '../../../__testUtils__/changesOf';
import { migratedDatabases } from '../../../__testUtils__/databases';
import { readIrsaConfig } from '../../../config/readIrsaConfig';
import { ProofStore } from '../../../serviceAccounts/ProofStore';
import { RoleStore } from '../../store/inventory/RoleStore';
import { ScannedWriter } from '../../store/inventory/ScannedRows';
import { storesOf } from '../createScanner';
import { PolicySetCollector } from './PolicySetCollector';
import { RoleAssessor } from './RoleAssessor';
import type { RoleSurroundings } from './roleSurroundings';
import { roleRowId } from './roleRow';
import { accountScope } from '../scopes';

const databases = migratedDatabases(['SQLITE_3']);
const ACCOUNT = '111122223333';
const AT = '2026-11-24T12:00:00.000Z';
const FACTS = roleFacts();
const ROLE = roleRowId(FACTS.role.arn);
const heldBy = (change: Parameters<typeof holderWith>[0]) => ({
  claimants: new Map([
    [
      ROLE,
      [{ holder: holderWith(change), association: null, roleRowId: ROLE }],
    ],
  ]),
});
const configOf = (irsa: object) =>
  readIrsaConfig(
    new ConfigReader({ irsa: { development: true, clusters: [], ...irsa } }),
  );

const AROUND: RoleSurroundings = {
  accountId: ACCOUNT,
  scope: accountScope(ACCOUNT),
  at: AT,
  config: configOf({}),
  context: contextWith(),
  index: createCatalogIndex([], { rules: [], clusters: [] }),
  ...heldBy({}),
  indirectSubjects: () => [],
  nodeRoleArns: new Set(),
  clusters: [],
  managedRoles: new Map(),
  proofs: new Map(),
  unknownHolders: () => [],
  uses: { of: () => unknown('It was not read.') },
};

describe('the scan of an account', () => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
  });
  afterEach(() => knex.destroy());

  /** Scans the role. Returns how many rows of roles and findings were written. */
  async function scan(
    change: Partial<RoleSurroundings> = {},
    facts: RoleFacts = FACTS,
  ) {
    const around = { ...AROUND, ...change };
    const stores = storesOf(
      knex,
      new ProofStore({ knex, maxPerMinute: 9 }),
      changesOf(knex),
    );
    const rows = await stores.roles.rows.begin(around.scope, around.at);
    const findings = await stores.findings.begin(around.scope, around.at);
    const known = {
      catalogue: await loadCatalogue(),
      now: around.context.now,
    };
    const sets = new PolicySetCollector(stores.sets, {
      risks: async set => policyRisks(set, known),
    });
    const assessor = new RoleAssessor(around, {
      ...stores,
      ...{ rows, findings, sets },
    });
    await assessor.take([facts]);
    await assessor.flush();
    await rows.finish();
    await findings.finish(() => false);
    return { roles: rows.written, findings: findings.written };
  }

  const openChecks = async () => {
    const open = await knex('findings').whereNull('resolved_at');
    return open.map(({ check_id: check }) => check).sort();
  };
  const unheld = { claimants: new Map() };

  it('does not rewrite an unchanged role and its findings', async () => {
    expect(await scan()).toEqual({ roles: 1, findings: 1 });
    const at = '2026-11-24T18:00:00.000Z';
    const context = contextWith({ now: new Date(at) });
    expect(await scan({ at, context })).toEqual({ roles: 0, findings: 0 });
    expect(await openChecks()).toEqual(['missing-boundary']);
  });

  it('updates only the last use of a role in use, at most once an hour', async () => {
    const usedAt = (at: string, region: string) =>
      roleFacts({}, { lastUsedAt: at, lastUsedRegion: region });
    await scan({}, usedAt('2026-11-24T10:59:59.000Z', 'eu-west-1'));
    const [before] = await knex('inventory_roles');
    const later = usedAt('2026-11-24T11:30:00.000Z', 'us-east-1');
    expect(await scan({}, later)).toEqual({ roles: 0, findings: 0 });
    const after = {
      ...before,
      last_used_at: '2026-11-24T11:30:00.000Z',
      last_used_region: 'us-east-1',
    };
    expect(await knex('inventory_roles')).toEqual([after]);
    // A use within the same hour, and an earlier use, as a scan that began earlier can report it.
    for (const at of ['2026-11-24T11:59:59.000Z', '2026-11-24T10:59:59.000Z']) {
      await scan({}, usedAt(at, 'eu-west-1'));
      expect(await knex('inventory_roles')).toEqual([after]);
    }
  });

  it('rewrites an unused role when IAM reports another region for its last use', async () => {
    const usedIn = (lastUsedRegion: string) =>
      scan(
        {},
        roleFacts(
          { createdAt: '2025-01-01T00:00:00.000Z' },
          { lastUsedAt: '2026-01-01T00:00:00.000Z', lastUsedRegion },
        ),
      );
    await usedIn('eu-west-1');
    expect(await usedIn('us-east-1')).toEqual({ roles: 1, findings: 1 });
    expect(await usedIn('us-east-1')).toEqual({ roles: 0, findings: 0 });
  });

  it('rewrites the finding about a role without a ServiceAccount when the day of its last use changes, not at each use', async () => {
    const usedAt = (lastUsedAt: string) =>
      scan(unheld, roleFacts({}, { lastUsedAt }));
    await usedAt('2026-11-23T11:00:00.000Z');
    expect((await usedAt('2026-11-23T12:00:00.000Z')).findings).toBe(0);
    expect((await usedAt('2026-11-24T11:00:00.000Z')).findings).toBe(1);
  });

  it('resolves findings that no longer apply', async () => {
    await scan(unheld);
    expect(await openChecks()).toEqual([
      'missing-boundary',
      'role-without-service-account',
    ]);
    await scan();
    expect(await openChecks()).toEqual(['missing-boundary']);
  });

  it('reports only findings that do not depend on ServiceAccounts while these are unknown', async () => {
    const unread = { ...unheld, unknownHolders: () => ['staging-eu'] };
    await scan(unread);
    expect(await openChecks()).toEqual(['missing-boundary']);
    await scan(unheld);
    expect(await openChecks()).toHaveLength(2);
    await scan(unread);
    expect(await openChecks()).toHaveLength(2);
  });

  it('keeps a change that Backstage stored after the scan began', async () => {
    await scan();
    const roles = new RoleStore({ knex });
    const stored = () =>
      Promise.all([knex('inventory_roles'), knex('findings').orderBy('id')]);
    await roles.noteChange(ROLE, '2026-11-24T18:00:01.000Z');
    const before = await stored();
    const seen = roleFacts({ tags: { team: 'shop' } });
    await scan({ ...unheld, at: '2026-11-24T18:00:00.000Z' }, seen);
    expect(await stored()).toEqual(before);
    await roles.rows.markGone(ROLE, '2026-11-24T18:00:02.000Z');
    await scan({ at: '2026-11-24T18:00:00.000Z' }, seen);
    const [{ deleted_at: deletedAt }] = await knex('inventory_roles');
    expect(deletedAt).toBe('2026-11-24T18:00:02.000Z');
    await scan({ ...unheld, at: '2026-11-24T18:10:00.000Z' }, seen);
    expect(await openChecks()).toContain('role-without-service-account');
  });

  it('writes everything again after it was interrupted while writing', async () => {
    const killed = jest
      .spyOn(ScannedWriter.prototype, 'flush')
      .mockRejectedValueOnce(new Error('killed'));
    await expect(scan()).rejects.toThrow('killed');
    killed.mockRestore();
    expect(await openChecks()).toEqual([]);
    expect(await scan()).toEqual({ roles: 1, findings: 1 });
  });

  it.each<[string, { around?: Partial<RoleSurroundings>; facts?: RoleFacts }]>([
    ['the day of the scan', { around: { at: '2026-11-25T00:00:00.000Z' } }],
    [
      'the permissions boundary of the role',
      { facts: roleFacts({}, { permissionsBoundary: unknown('.') }) },
    ],
    ['the tags of the role', { facts: roleFacts({ tags: { team: 'shop' } }) }],
    [
      'the ServiceAccount that uses the role',
      { around: heldBy({ name: 'other' }) },
    ],
    [
      'the owners of the ServiceAccount',
      { around: heldBy({ owners: ['group:default/other'] }) },
    ],
    [
      'the number of pods of the ServiceAccount',
      { around: heldBy({ pods: 0 }) },
    ],
    [
      'the use of the role as a node role',
      {
        around: {
          claimants: new Map(),
          nodeRoleArns: new Set([FACTS.role.arn]),
        },
      },
    ],
    [
      'the subjects with indirect access to the ServiceAccount',
      { around: { indirectSubjects: () => ['Group all'] } },
    ],
    [
      'the live proofs of the ServiceAccount',
      { around: { proofs: new Map([['sa-1', [new Date(AT)]]]) } },
    ],
    [
      'the recorded use of permissions',
      { around: { uses: { of: () => found({ at: AT, uses: [] }) } } },
    ],
    [
      'the configured unusedAfterDays',
      { around: { context: contextWith({ unusedAfterDays: 7 }) } },
    ],
    [
      'the configured test environments',
      {
        around: {
          context: contextWith({
            testEnvironments: { accounts: [ACCOUNT], clusters: [] },
          }),
        },
      },
    ],
    [
      'the configured role path',
      { around: { config: configOf({ rolePath: '/other/' }) } },
    ],
    [
      'the configured permissions boundary',
      {
        around: {
          config: configOf({
            guardrails: {
              permissionsBoundaries: {
                [ACCOUNT]: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
              },
            },
          }),
        },
      },
    ],
  ])('rewrites the role after a change: %s', async (_, { around, facts }) => {
    await scan();
    expect((await scan(around, facts)).roles).toBe(1);
    expect((await scan(around, facts)).roles).toBe(0);
  });
});
