import type { Knex } from 'knex';
import request from 'supertest';
import type { Change, ChangeDetails } from '@backstage-irsa/core/model';
import { API, type TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { specOf } from '../__testUtils__/core';

const { rows: fleet } = handMadeFleet();

describe('recorded changes', () => {
  let host: TestHost & { knex: Knex };

  const put = (spec: object, why: object = {}) =>
    request(host.backend.server)
      .put(`${API}/service-accounts`)
      .send({ spec, ...why });
  const changesOf = async (name: string): Promise<Change[]> =>
    (await host.get(`/changes?serviceAccount=prod-eu/production/${name}`)).body
      .items;
  const detailsOf = async ({ id }: Change): Promise<ChangeDetails> =>
    (await host.get(`/changes/${id}`)).body;

  beforeAll(async () => {
    host = await startFleetHost(fleet);
    for (const name of ['one', 'two', 'three', 'four']) {
      await put(specOf({ name }));
    }
  });
  afterAll(() => host?.stop());

  it('are listed in pages, by requester, owner, and time', async () => {
    const { body: all } = await host.get('/changes?limit=500');
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await host.get(`/changes?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }: Change) => id));
      cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
    } while (cursor);
    expect(seen).toEqual(all.items.map(({ id }: Change) => id));
    expect(all.total).toBe(seen.length);
    const total = async (query: string) => {
      const { body } = await host.get(`/changes?${query}`);
      return body.total ?? body.error;
    };
    expect(await total('requester=user:default/mock')).toBe(seen.length);
    expect(await total('requester=user:default/eve')).toBe(0);
    expect(await total('owner=group:default/other')).toBe(0);
    const { startedAt } = all.items[1];
    expect(await total(`from=${startedAt}`)).toBe(2);
    expect(await total(`to=${startedAt}`)).toBe(seen.length - 2);
    expect((await host.get('/changes?cursor=abc')).status).toBe(400);
    expect((await host.get('/changes?from=yesterday')).status).toBe(400);
    const leapSecond = await host.get('/changes?to=2016-12-31T23:59:60Z');
    expect([leapSecond.status, leapSecond.body.error.message]).toEqual([
      400,
      expect.stringContaining('to is not a valid time'),
    ]);
  });

  it('are shown to an owner without documents, but not those of an earlier owner', async () => {
    const { body } = await put(specOf({ name: 'inherited' }));
    const { id } = body.serviceAccount;
    const path = `/service-accounts/${id}/changes`;
    expect((await host.get(path)).body).toMatchObject({
      total: 1,
      items: [{ action: 'apply', result: 'succeeded' }],
    });
    expect((await host.get(path)).text).not.toContain('Statement');
    await host
      .knex('service_accounts')
      .where({ id })
      .update({ owner: 'group:default/later' });
    expect((await host.get(path)).body).toEqual({ items: [], total: 0 });
  });

  it('are exported without cells that a spreadsheet runs as formulas', async () => {
    await put(specOf({ name: 'exported' }), { reason: '=HYPERLINK("x")' });
    const query = 'serviceAccount=prod-eu/production/exported';
    const csv = await host.get(`/exports/changes?${query}`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toContain('irsa-changes-');
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")"`);
    const json = await host.get(`/exports/changes?format=json&${query}`);
    const [change, ...more] = json.body;
    expect(more).toEqual([]);
    expect(change.writes).toEqual((await detailsOf(change)).writes);
    expect(csv.text).toContain(change.requestIds.join(' '));
    const whole = await host.get('/exports/changes?format=json');
    const { total } = (await host.get('/changes')).body;
    expect(whole.body).toHaveLength(total);
  });

  it('are listed in the access review, next to the permissions of each role', async () => {
    const { body } = await host.get('/exports/access-review?format=json');
    const found = body.find(
      ({ name }: { name: string }) => name === 'exported',
    );
    const [last] = await changesOf('exported');
    expect(found).toMatchObject({
      cluster: 'prod-eu',
      owner: 'group:default/team',
      services: [expect.stringMatching(/^s3: /)],
      lastChangeAt: last.startedAt,
      lastChangeBy: 'user:default/mock',
      lastProof: 'proved',
    });
    const known = await host.knex('service_accounts').whereNull('deleted_at');
    expect(body).toHaveLength(known.length);
    const { text } = await host.get('/exports/access-review');
    expect(text.trim().split('\n')).toHaveLength(known.length + 1);
  });
});
