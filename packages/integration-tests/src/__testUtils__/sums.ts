type Body = any;
type Get = (path: string) => Promise<Body>;

/** The tables of the fleet, with the facets for which each row has exactly one value. */
const FACETS = {
  'service-accounts': ['cluster', 'namespace', 'status', 'mechanism', 'entity'],
  workloads: ['cluster', 'namespace', 'identitySource'],
  findings: ['severity', 'check', 'subjectKind'],
  roles: ['account', 'use', 'unused'],
};
type Table = keyof typeof FACETS;

const PATHS: Record<Table, string> = {
  'service-accounts': '/fleet/service-accounts',
  workloads: '/fleet/workloads',
  findings: '/findings',
  roles: '/roles',
};

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Returns every row of a list, read page by page. */
async function rowsOf(get: Get, path: string): Promise<Body[]> {
  const rows: Body[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: Body = await get(
      `${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

/** Returns the counts of a facet, by its values. */
async function countsOf(
  get: Get,
  table: Table,
  facet: string,
): Promise<Record<string, number>> {
  const { items } = await get(`/facets/${table}?facets=${facet}`);
  return Object.fromEntries(
    items[0].values.map(({ value, count }: Body) => [value, count]),
  );
}

/** The numbers that different places report for the same count, by what they count. */
type Said = Map<string, number[]>;

function say(said: Said, what: string, ...numbers: number[]): void {
  said.set(what, [...(said.get(what) ?? []), ...numbers]);
}

/** Collects the counts of a list and its facets. Returns its rows. */
async function sayOfTable(get: Get, table: Table, said: Said): Promise<Body[]> {
  const path = PATHS[table];
  const rows = await rowsOf(get, path);
  const totalOf = async (filter: string) =>
    (await get(`${path}?limit=1${filter}`)).total;
  say(said, table, rows.length, await totalOf(''));
  for (const facet of FACETS[table]) {
    const counts = await countsOf(get, table, facet);
    say(said, table, sum(Object.values(counts)));
    for (const [value, count] of Object.entries(counts)) {
      const narrowed = await totalOf(`&${facet}=${encodeURIComponent(value)}`);
      say(said, `${table}, ${facet} ${value}`, count, narrowed);
    }
  }
  const owners: string[] = rows.flatMap(row =>
    row.owners.length > 0 ? row.owners : ['none'],
  );
  const byOwner = await countsOf(get, table, 'owner');
  for (const owner of new Set(owners)) {
    const count = owners.filter(each => each === owner).length;
    say(said, `${table} of ${owner}`, count, byOwner[owner]);
  }
  return rows;
}

/** Collects the numbers of a record as counts of a facet's values. */
function sayOfValues(
  said: Said,
  facet: string,
  numbers: Record<string, number>,
): void {
  for (const [value, count] of Object.entries(numbers)) {
    const what = `${facet} ${value}`;
    // A facet omits values that no row has.
    say(said, what, count, ...(said.has(what) ? [] : [0]));
  }
}

async function sayOfAccounts(get: Get, overview: Body, said: Said) {
  const { total, ...statuses } = overview.serviceAccounts;
  const { counts } = await get('/migrations');
  const stages: [string, number][] = counts.map(
    ({ cluster, irsa, inProgress, podIdentity }: Body) => [
      cluster,
      irsa + inProgress + podIdentity,
    ],
  );
  const table = 'service-accounts';
  say(said, table, total, sum(Object.values(statuses)));
  say(said, table, sum(stages.map(([, count]) => count)));
  say(said, `${table}, entity none`, overview.withoutOwner);
  sayOfValues(said, `${table}, status`, statuses);
  sayOfValues(said, `${table}, cluster`, Object.fromEntries(stages));
}

async function sayOfFindings(
  get: Get,
  overview: Body,
  rows: Body[],
  said: Said,
) {
  const { accepted, shared, ...severities } = overview.findings;
  const { items: groups } = await get('/finding-groups');
  say(said, 'findings', sum(Object.values(severities)));
  sayOfValues(said, 'findings, severity', severities);
  for (const severity of Object.keys(severities)) {
    const inGroups = sum(groups.map((group: Body) => group[severity]));
    say(said, `findings, severity ${severity}`, inGroups);
  }
  for (const { id, findings } of groups) {
    say(said, `findings, check ${id}`, findings);
  }
  for (const { owner, open } of overview.byOwner) {
    say(said, `findings of ${owner ?? 'none'}`, open);
  }
  const { total } = await get('/findings?state=accepted&limit=1');
  say(said, 'accepted findings', accepted, total);
  const several = rows.filter(({ owners }) => owners.length > 1).length;
  say(said, 'findings of several owners', shared, several);
}

/** Expects that all places in the pages that count the same thing report the same number. Returns the numbers, by what they count. */
export async function expectSumsToAgree(
  get: Get,
): Promise<Record<string, number>> {
  const said: Said = new Map();
  const overview = await get('/overview');
  await sayOfTable(get, 'service-accounts', said);
  await sayOfTable(get, 'workloads', said);
  await sayOfTable(get, 'roles', said);
  const findings = await sayOfTable(get, 'findings', said);
  await sayOfAccounts(get, overview, said);
  await sayOfFindings(get, overview, findings, said);
  say(said, 'workloads', sum(Object.values(overview.identitySources)));
  say(said, 'roles', overview.roles.total);
  sayOfValues(said, 'roles, unused', { true: overview.roles.unused });
  const differing = [...said].filter(
    ([, numbers]) => new Set(numbers).size > 1,
  );
  expect(differing).toEqual([]);
  return Object.fromEntries(
    [...said].map(([what, [number]]) => [what, number]),
  );
}
