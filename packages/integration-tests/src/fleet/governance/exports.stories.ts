import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';
import { accountRow } from '../../__testUtils__/internals';

describe('an export of the fleet', () => {
  const fleet = handMadeHost();
  it('as CSV contains no cells that are formulas', async () => {
    const formula = accountRow(
      { cluster: 'prod-eu', namespace: 'shop', name: '=cmd|calc' },
      { change: { id: 'formula', role_arn: '@SUM(1)' } },
    );
    await fleet().knex('service_accounts').insert(formula);
    const { headers, text } = await fleet().get(
      '/exports/service-accounts?namespace=shop&cluster=prod-eu',
    );
    await fleet().knex('service_accounts').where({ id: 'formula' }).delete();
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="irsa-service-accounts-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [header, ...lines] = text.trim().split('\n');
    expect(header.replace('\ufeff', '')).toMatch(
      /^cluster,namespace,name,mechanism,roleArn/,
    );
    expect(lines).toHaveLength(3);
    expect(lines).toContainEqual(
      expect.stringMatching(/^prod-eu,shop,'=cmd\|calc,irsa,'@SUM\(1\),/),
    );
  });

  it('as CSV contains the highest severity of each IAM service account, and whether Backstage manages it', async () => {
    const { body } = await fleet().get('/exports/service-accounts?format=json');
    const { text } = await fleet().get('/exports/service-accounts');
    const [header, ...lines] = text.trim().split('\n');
    const cellOf = (line: string, name: string) =>
      line.split(',')[header.split(',').indexOf(name)];
    expect(lines.map(line => cellOf(line, 'id')).sort()).toEqual(
      body.map(({ id }: { id: string }) => id).sort(),
    );
    for (const name of ['highestSeverity', 'managedByBackstage']) {
      expect(new Set(lines.map(line => cellOf(line, name)))).toEqual(
        new Set(
          body.map((row: Record<string, unknown>) => `${row[name] ?? ''}`),
        ),
      );
    }
  });

  it('as JSON contains the whole list, regardless of the number of pages', async () => {
    const more = Array.from({ length: 1100 }, (_, at) =>
      accountRow({ cluster: 'prod-us', namespace: 'many', name: `n${at}` }),
    );
    await fleet().knex.batchInsert('service_accounts', more, 100);
    const { headers, body } = await fleet().get(
      '/exports/service-accounts?format=json&cluster=prod-us',
    );
    await fleet()
      .knex('service_accounts')
      .where({ namespace: 'many' })
      .delete();
    expect(headers['content-type']).toContain('application/json');
    expect(body).toHaveLength(1100);
    expect(new Set(body.map(({ id }: { id: string }) => id)).size).toBe(1100);
  });

  it.each(['workloads', 'findings', 'roles', 'node-roles'])(
    'contains all %s',
    async table => {
      const path = table === 'workloads' ? '/fleet/workloads' : `/${table}`;
      const { body } = await fleet().get(path);
      const { text } = await fleet().get(`/exports/${table}`);
      expect(text.trim().split('\n')).toHaveLength(body.total + 1);
      const json = await fleet().get(`/exports/${table}?format=json`);
      expect(json.body).toEqual(expect.arrayContaining(body.items));
    },
  );

  it('is an empty list if there is no data', async () => {
    const { body } = await fleet().get('/exports/roles?format=json&q=nothing');
    expect(body).toEqual([]);
  });
});
