import { readFileSync } from 'node:fs';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  IamServiceAccountSpec,
  Recovery,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { coreOf } from '../__testUtils__/coreOf';
import { auditLog } from '../__testUtils__/auditLog';
import { copyOf, restore } from '../__testUtils__/backup';
import { componentOf, specOf } from '../__testUtils__/core';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const ACCOUNT = '111122223333';
const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ADMINISTRATORS = 'group:default/platform';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const RUNBOOK = '../../../docs/how-to/restore.md';

const MARKED = {
  labels: { 'backstage-irsa.dev/managed-by': 'backstage' },
  entity: 'component:default/uploads',
};
const specFor = (name: string, change: Partial<IamServiceAccountSpec> = {}) =>
  specOf({ name, ...change });
const READ = [
  { service: 's3', access: 'read' as const, resource: 'my-app-uploads' },
];

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const group = (ref: string) => ({
  ...componentOf(ref.split('/')[1], ''),
  kind: 'Group',
  spec: { type: 'team', children: [] },
});

describe('the recovery drill of restore.md', () => {
  const audit = auditLog();
  let host: ScanHost;
  let groups: string[];

  beforeAll(async () => {
    groups = [TEAM, OTHERS, ADMINISTRATORS];
    host = await startScanHost(databases, {
      groups,
      features: [audit.factory],
      entities: () => [
        componentOf('uploads', TEAM),
        componentOf('theirs', OTHERS),
        group(TEAM),
        group(OTHERS),
      ],
      irsa: {
        administrators: [ADMINISTRATORS],
        guardrails: {
          reserved: { roles: ['arn:aws:iam::*:role/irsa/platform-*'] },
        },
        namespaceRules: [namespaceRule([TEAM])],
      },
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(ACCOUNT)!;
  const core = () => coreOf(host.kubeconfig);
  const apply = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    if (status !== 200) throw new Error(`${spec.name}: ${body.error.message}`);
    return body.serviceAccount as { id: string; roleArn: string };
  };
  /** Adds a role and a ServiceAccount that claim to be managed by Backstage, but were created by someone with tag permissions. */
  const forge = async (
    name: string,
    like: string,
    change: {
      tags?: Record<string, string>;
      trust?: string;
      labels?: Record<string, string>;
      entity?: string;
    } = {},
  ) => {
    const model = account().roles.get(like.split('/').pop()!)!;
    const tags = {
      ...Object.fromEntries(model.tags.map(({ key, value }) => [key, value])),
      'backstage-irsa.dev/service-account': name,
      ...change.tags,
    };
    const arn = model.arn.replace(model.name, name);
    account().roles.set(name, {
      ...model,
      ...{ id: `AROAFORGED${name.toUpperCase()}`.padEnd(21, 'X'), name, arn },
      trustPolicy:
        change.trust ??
        model.trustPolicy.replaceAll(':production:late', `:production:${name}`),
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      attachedPolicyArns: [],
    });
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body: {
        metadata: {
          name,
          labels: change.labels ?? MARKED.labels,
          annotations: {
            'eks.amazonaws.com/role-arn': arn,
            'backstage-irsa.dev/entity': change.entity ?? MARKED.entity,
          },
        },
      },
    });
  };
  const recover = async (dryRun: boolean) => {
    const items: Recovery[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await host.post('/recoveries', {
        ...{ dryRun, limit: 2 },
        ...(cursor !== undefined && { cursor }),
      });
      if (status !== 200) throw new Error(body.error.message);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    return items;
  };
  const told = (items: Recovery[]) =>
    Object.fromEntries(
      items.map(({ name, roleArn, result, violations }) => [
        name ?? roleArn,
        [result, ...violations.map(({ rule }) => rule)].join(' '),
      ]),
    );
  const changesOf = async (spec: IamServiceAccountSpec) => {
    const { body } = await host.post('/plans', { spec });
    return [
      ...body.violations.map(({ rule }: { rule: string }) => rule),
      ...body.steps
        .filter(({ action }: { action: string }) => action !== 'none')
        .map(({ id }: { id: string }) => id),
    ];
  };
  /** Runs the SQL statements in the runbook. */
  const runStatements = async () => {
    const text = readFileSync(`${__dirname}/../${RUNBOOK}`, 'utf8');
    const [, sql] = /```sql\n([^`]+)```/.exec(text)!;
    const statements = sql.replace(/--.*$/gm, '').split(';');
    for (const statement of statements.filter(each => each.trim())) {
      await host.knex.raw(statement);
    }
  };
  const world = () =>
    JSON.stringify([
      [...account().roles.values()].map(role => [
        role.arn,
        role.trustPolicy,
        role.tags,
        role.attachedPolicyArns,
      ]),
      [...account().policies.keys()],
    ]);

  /** Specs from before the backup, and later ones. */
  const KEPT = specFor('kept');
  const CHANGED = specFor('changed', {
    grants: [],
    managedPolicyArns: [READ_ONLY],
  });
  const CHANGED_SINCE = specFor('changed');
  const LATE = specFor('late');
  const POD = specFor('late-pod', { mechanism: 'pod-identity' });
  const ONE = specFor('one', { roleName: 'several' });
  const TWO = specFor('two', { roleName: 'several' });
  const PLAIN = specFor('plain', {
    grants: [],
    managedPolicyArns: [READ_ONLY],
  });
  const SPECS = [KEPT, CHANGED_SINCE, LATE, POD, ONE, TWO];
  const FORGED = {
    untrusted: 'refused role-not-trusting',
    unlabelled: 'refused adoption-consent',
    homeless: 'refused unknown-entity',
    foreign: 'refused entity-owner namespace-owner',
    mistaken: 'refused entity-tag',
    'platform-role': 'refused reserved-role',
  };

  let backup: Map<string, object[]>;
  let gone: { id: string; roleArn: string };

  it('starts with resources created before and after a backup, and forged ones', async () => {
    await apply(KEPT);
    await apply(CHANGED);
    gone = await apply(specFor('gone'));
    await apply(ONE);
    backup = await copyOf(host.knex);

    await apply(CHANGED_SINCE);
    await apply(TWO);
    await apply(POD);
    const { roleArn } = await apply(LATE);
    const { status } = await host.delete(`/service-accounts/${gone.id}`);
    expect(status).toBe(200);
    // Another role has this name now, and its tags do not name Backstage.
    const name = gone.roleArn.split('/').pop()!;
    account().roles.set(name, {
      ...account().roles.get(roleArn.split('/').pop()!)!,
      ...{ name, arn: gone.roleArn, tags: [], attachedPolicyArns: [] },
    });
    await forge('untrusted', roleArn, {
      trust: account().roles.get(roleArn.split('/').pop()!)!.trustPolicy,
    });
    await forge('unlabelled', roleArn, { labels: {} });
    await forge('homeless', roleArn, {
      entity: 'component:default/nowhere',
      tags: { 'backstage-irsa.dev/entity': 'component:default/nowhere' },
    });
    await forge('foreign', roleArn, {
      tags: { 'backstage-irsa.dev/owner': OTHERS },
    });
    await forge('platform-role', roleArn);
    await forge('mistaken', roleArn, { entity: 'component:default/theirs' });
  });

  it('is only for administrators', async () => {
    groups.pop();
    const { status } = await host.post('/recoveries', {});
    groups.push(ADMINISTRATORS);
    expect(status).toBe(403);
  });

  it('records what an older backup does not contain, but nothing forged', async () => {
    await restore(host.knex, backup);
    await runStatements();
    await host.settle();
    expect(await changesOf({ ...LATE, adopt: undefined })).toContain(
      'not-managed-by-backstage',
    );
    const before = world();
    const found = {
      ...FORGED,
      late: 'allowed',
      'late-pod': 'allowed',
      two: 'allowed',
      changed: 'allowed',
    };
    const rows = () => host.knex('managed_objects').count({ n: '*' });
    const count = await rows();
    expect(told(await recover(true))).toMatchObject(found);
    expect(await rows()).toEqual(count);

    const items = told(await recover(false));
    expect(items).toMatchObject({
      ...FORGED,
      ...{ late: 'recovered', 'late-pod': 'recovered', two: 'recovered' },
    });
    expect(told(await recover(false))).toMatchObject(FORGED);
    expect(world()).toBe(before);
    for (const spec of SPECS) {
      expect([spec.name, await changesOf(spec)]).toEqual([spec.name, []]);
    }
  });

  it('keeps a role of others that has the name of a deleted one', async () => {
    const { status } = await host.delete(`/service-accounts/${gone.id}`);
    expect(status).toBe(200);
    expect(account().roles.has(gone.roleArn.split('/').pop()!)).toBe(true);
  });

  it('rebuilds all records after the database was lost', async () => {
    for (const table of backup.keys()) {
      if (table !== 'inventory_scopes') await host.knex(table).delete();
    }
    await host.knex('inventory_scopes').update({ completed_at: null });
    await host.settle();
    const before = world();
    const names = SPECS.map(({ name }) => name);
    const items = told(await recover(false));
    expect(items).toMatchObject({
      ...Object.fromEntries(names.map(name => [name, 'recovered'])),
      ...FORGED,
    });
    expect(world()).toBe(before);
    for (const spec of SPECS) {
      expect([spec.name, await changesOf(spec)]).toEqual([spec.name, []]);
      await apply(spec);
    }
    expect(world()).toBe(before);
    expect(audit.events).toContainEqual(
      expect.objectContaining({ eventId: 'recover' }),
    );
  });

  it('removes what a recovered spec no longer asks for', async () => {
    await apply(PLAIN);
    const { id, roleArn } = await apply(PLAIN);
    const role = account().roles.get(roleArn.split('/').pop()!)!;
    expect(role.attachedPolicyArns).toHaveLength(1);
    await host.knex('service_accounts').where({ id }).delete();
    await host
      .knex('managed_objects')
      .where({ service_account_id: id })
      .delete();
    await host.settle();
    expect(told(await recover(false))).toMatchObject({ plain: 'recovered' });
    await apply(PLAIN);
    await apply({ ...PLAIN, managedPolicyArns: [], grants: READ });
    expect(role.attachedPolicyArns.join()).not.toContain('ReadOnlyAccess');
    const { status } = await host.delete(`/service-accounts/${id}`);
    expect(status).toBe(200);
    expect(account().roles.has(role.name)).toBe(false);
  });
});
