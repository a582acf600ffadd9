import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';

describe('facets of the fleet', () => {
  const fleet = handMadeHost();
  const facets = async (table: string, query: string) => {
    const { body } = await fleet().get(`/facets/${table}?${query}`);
    return Object.fromEntries(
      body.items.map(
        (facet: {
          name: string;
          values: { value: string; count: number }[];
        }) => [
          facet.name,
          facet.values.map(({ value, count }) => `${value} ${count}`),
        ],
      ),
    );
  };

  it('count the values of a filter with all other filters applied', async () => {
    expect(await facets('findings', 'facets=severity,check')).toEqual({
      severity: ['critical 1', 'high 1', 'medium 1'],
      check: ['boundary-missing 1', 'role-exists 1', 'trust-scope 1'],
    });
    expect(
      await facets('findings', 'facets=severity,check&severity=high'),
    ).toEqual({
      severity: ['critical 1', 'high 1', 'medium 1'],
      check: ['trust-scope 1'],
    });
  });

  it.each(['service-accounts', 'workloads', 'findings', 'roles'])(
    'of %s sum up to their list, for every filter with one value per row',
    async table => {
      const path = ['service-accounts', 'workloads'].includes(table)
        ? `/fleet/${table}`
        : `/${table}`;
      const { body } = await fleet().get(path);
      const { body: all } = await fleet().get(`/facets/${table}`);
      const single: { name: string; values: { count: number }[] }[] =
        all.items.filter(
          ({ name }: { name: string }) =>
            !['owner', 'cluster', 'account', 'namespace'].includes(name),
        );
      expect(
        single.map(({ values }) =>
          values.reduce((total, { count }) => total + count, 0),
        ),
      ).toEqual(single.map(() => body.total));
      for (const { name, values } of all.items) {
        for (const { value, count } of values) {
          const { body: some } = await fleet().get(
            `${path}?${name}=${encodeURIComponent(value)}`,
          );
          expect([name, value, some.total]).toEqual([name, value, count]);
        }
      }
    },
  );

  it('agree with the overview and with the groups', async () => {
    const { body: overview } = await fleet().get('/overview');
    const { severity, owner } = await facets(
      'findings',
      'facets=severity,owner',
    );
    const { critical, high, medium, low } = overview.findings;
    const known = Object.entries({ critical, high, medium, low });
    expect([...severity].sort()).toEqual(
      known
        .filter(([, count]) => Number(count) > 0)
        .map(([name, count]) => `${name} ${count}`)
        .sort(),
    );
    expect([...owner].sort()).toEqual(
      overview.byOwner
        .map(
          (one: { owner: string | null; open: number }) =>
            `${one.owner ?? 'none'} ${one.open}`,
        )
        .sort(),
    );
    const { body: groups } = await fleet().get('/finding-groups');
    const sum = (name: string) =>
      groups.items.reduce(
        (total: number, group: Record<string, number>) => total + group[name],
        0,
      );
    expect(known.map(([name]) => sum(name))).toEqual(
      known.map(([, count]) => count),
    );
  });

  it.each([
    ['/findings?severity=high,worst', 'severity'],
    ['/facets/findings?facets=mechanism', 'no facet mechanism'],
    ['/facets/findings?mechanism=irsa', 'no such filter'],
    ['/facets/everything', 'table'],
  ])('refuse %s', async (path, words) => {
    const { status, body } = await fleet().get(path);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(words),
    ]);
  });
});
