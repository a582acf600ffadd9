import { TestDatabases } from '@backstage/backend-test-utils';
import type { Verification } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { componentOf, specOf } from '../__testUtils__/core';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';

const TEAM = 'group:default/team';
const DAY_MS = 24 * 60 * 60 * 1000;
/** The tables that the next version's schema extends. */
const WIDENED = ['service_accounts', 'operations', 'findings', 'deliveries'];
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/of-newer-version';
const STEP = {
  ...{ id: 'newer', action: 'newer-action', summary: 'Newer', diff: [] },
  target: { kind: 'newer-kind', name: 'newer' },
};

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('a replica next to a replica of the next version', () => {
  let first: ScanHost;
  let host: ScanHost;
  let mine: { id: string; operation: string };
  let delivered: string;

  /** Changes the JSON in a column, as the next version could write it. */
  const rewrite = async <T>(
    knex: Knex,
    [table, key, id]: [table: string, key: string, id: string],
    column: string,
    change: (value: T) => object,
  ) => {
    const row = await knex(table).where(key, id).first();
    const value = JSON.stringify(change(JSON.parse(row[column])));
    await knex(table)
      .where(key, id)
      .update({ [column]: value });
  };

  const writeAsNewer = async (knex: Knex) => {
    await knex('knex_migrations').insert({
      ...{ name: '99990101000000_newer.js', batch: 2 },
      migration_time: new Date(),
    });
    for (const table of WIDENED) {
      await knex.schema.alterTable(table, columns => {
        columns.string('newer').notNullable().defaultTo('kept');
      });
    }
    const row: [string, string, string] = ['service_accounts', 'id', mine.id];
    const verified = (value: Verification) => ({
      ...value,
      newer: 1,
      checks: [
        ...value.checks,
        { ...value.checks[0], id: 'newer-check', link: 'newer-link' },
        { ...value.checks[0], id: 'newer', result: 'newer-result' },
      ],
    });
    await rewrite(knex, row, 'verification', verified);
    await rewrite<object>(knex, row, 'spec', spec => ({ ...spec, newer: 1 }));
    await rewrite<object>(knex, row, 'permissions', value => ({
      ...value,
      newer: 1,
    }));
    await rewrite<{ links?: object[] }>(
      knex,
      ['chains', 'service_account_id', mine.id],
      'chain',
      chain => ({ ...chain, newer: 1 }),
    );
    await knex('service_accounts')
      .where({ id: mine.id })
      .update({ drift: JSON.stringify([STEP]), digest: null });
    const last = { service_account_id: mine.id };
    const { seq } = await knex('verifications').where(last).first();
    await rewrite<object[]>(
      knex,
      ['verifications', 'seq', seq],
      'changes',
      changes => [
        ...changes,
        {
          ...{ id: 'newer-check', link: 'newer-link', before: null },
          after: { result: 'newer-result', message: 'Newer.' },
        },
      ],
    );
    await rewrite<object[]>(
      knex,
      ['operations', 'id', mine.operation],
      'steps',
      steps => [...steps, { ...STEP, status: 'newer-status' }],
    );
    await knex('managed_objects').insert({
      ...{ object: KEY, service_account_id: mine.id, adopted: false },
      created_at: new Date().toISOString(),
    });
    await knex('deliveries').insert({
      service_account_id: delivered,
      ...{ format: 'newer-format', state: 'pending' },
      since: new Date().toISOString(),
    });
    const finding = await knex('findings')
      .where({ scope: 'cluster:prod-eu', subject_kind: 'service-account' })
      .first();
    await knex('findings').insert({
      ...finding,
      ...{ id: 'newer', check_id: 'newer-finding', digest: 'newer' },
      detail: JSON.stringify({ ...JSON.parse(finding.detail), newer: 1 }),
      resolved_at: null,
      last_seen_at: new Date().toISOString(),
    });
    const change = await knex('changes').first();
    await knex('changes').insert({
      ...change,
      ...{ id: 'newer', action: 'newer-action' },
    });
  };

  beforeAll(async () => {
    first = await startScanHost(databases, {
      entities: () => [componentOf('uploads', TEAM)],
      irsa: { audit: { readerGroups: [TEAM] } },
    });
    const { body } = await first.put(specOf({ name: 'mine' }));
    const { knex } = first;
    const { id: operation } = await knex('operations').first('id');
    mine = { id: body.serviceAccount.id, operation };
    const other = await first.put(specOf({ name: 'delivered' }));
    delivered = other.body.serviceAccount.id;
    await first.settle();
    await writeAsNewer(knex);
    host = await startScanHost(databases, {
      ...{ beside: first, knex },
      entities: () => [componentOf('uploads', TEAM)],
      irsa: { audit: { readerGroups: [TEAM] } },
    });
  });
  afterAll(async () => {
    await host?.stop();
    await first?.stop();
  });

  it('responds on every page', async () => {
    const one = `/service-accounts/${mine.id}`;
    const paths = [
      ...['/service-accounts?limit=500', '/fleet/service-accounts', one],
      ...[`${one}/chain`, `${one}/verifications`, `${one}/permissions`],
      ...[
        `${one}/changes`,
        `${one}/transfers`,
        `/operations/${mine.operation}`,
      ],
      ...['/fleet/workloads', '/findings', '/findings/newer', '/overview'],
      ...['/roles', '/node-roles', '/scopes', '/clusters', '/migrations'],
      ...['/changes?limit=500', '/approvals', '/transfers'],
      '/exports/access-review?format=json',
      '/exports/changes?format=csv',
      `/service-accounts/${delivered}`,
      '/entities/component/default/uploads/service-accounts',
    ];
    const answers = await Promise.all(
      paths.map(async path => [path, (await host.get(path)).status]),
    );
    expect(answers).toEqual(paths.map(path => [path, 200]));
    const { body } = await host.get('/findings/newer');
    expect(body.check).toBe('newer-finding');
  });

  it('scans, verifies, and notifies, and keeps data that it does not know', async () => {
    const { knex } = host;
    await host.settle();
    await host.notify();
    const { body } = await host.get('/scopes');
    for (const scope of body.items) {
      expect(scope).toMatchObject({ id: scope.id, state: 'current' });
    }
    for (const id of [mine.id, delivered]) {
      const path = `/service-accounts/${id}/verifications`;
      expect((await host.post(path, { live: false })).status).toBe(200);
    }
    for (const table of WIDENED) {
      const other = await knex(table).whereNot({ newer: 'kept' });
      expect([table, other]).toEqual([table, []]);
    }
    expect(await knex('findings').where({ id: 'newer' }).first()).toMatchObject(
      { check_id: 'newer-finding', resolved_at: null },
    );
    const { spec } = await knex('service_accounts')
      .where({ id: mine.id })
      .first();
    expect(JSON.parse(spec)).toMatchObject({ newer: 1 });
    expect(await knex('deliveries').first()).toMatchObject({
      ...{ format: 'newer-format', service_account_id: delivered },
    });
  });

  it('applies a spec and ignores objects of the next version', async () => {
    expect((await host.put(specOf({ name: 'mine', grants: [] }))).status).toBe(
      200,
    );
    const records = host.knex('managed_objects').where({ object: KEY });
    expect(await records).toHaveLength(1);
  });

  it('refuses to delete a service account with an object of the next version', async () => {
    const path = `/service-accounts/${mine.id}`;
    const { status, body } = await host.delete(path);
    expect(status).toBe(409);
    expect(body.error.message).toContain(KEY);
    expect((await host.delete(`${path}?dryRun=true`)).status).toBe(409);
  });

  it('resolves findings of unknown checks after a day', async () => {
    const last_seen_at = new Date(Date.now() - DAY_MS).toISOString();
    const finding = host.knex('findings').where({ id: 'newer' });
    await finding.clone().update({ last_seen_at });
    // As on the next day, everything is checked again.
    await host.knex('service_accounts').update({ digest: null });
    await host.scan(...SCOPES);
    expect((await finding.clone().first()).resolved_at).not.toBeNull();
  });
});
