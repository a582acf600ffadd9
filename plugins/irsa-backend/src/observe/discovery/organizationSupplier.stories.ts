import type { AccountRules } from '../../config/discovery';
import type { AwsClients } from '../aws/AwsClients';
import { organizationSupplier } from './organizationSupplier';

const ACCOUNTS = [
  ['100000000001', 'payments-prod', 'ACTIVE', 'ou-ab12-payments'],
  ['100000000002', 'payments-test', 'ACTIVE', 'ou-ab12-testing0'],
  ['100000000003', 'sandbox-ada', 'ACTIVE', 'r-ab12'],
  ['100000000004', 'old', 'SUSPENDED', 'r-ab12'],
  ['100000000005', 'leaving', 'PENDING_CLOSURE', 'r-ab12'],
].map(([Id, Name, State, parent]) => ({ Id, Name, State, parent }));
const UNITS = [
  { Id: 'ou-ab12-payments', parent: 'r-ab12' },
  { Id: 'ou-ab12-testing0', parent: 'ou-ab12-payments' },
];

const TAGS: Record<string, { Key: string; Value: string }[]> = {
  '100000000001': [
    { Key: 'owner', Value: 'payments' },
    { Key: 'environment', Value: 'production' },
  ],
  '100000000002': [{ Key: 'environment', Value: 'test-2' }],
};
/** The accounts whose tags were requested, once per page. */
const tagReads: string[] = [];

const rules = (change: Partial<AccountRules>): AccountRules => ({
  ...{ accounts: [], names: [], organizationalUnits: [], tags: [] },
  ...change,
});

/** Returns one item per page, and an empty page before the last. */
function paged(name: string, items: object[], token: unknown) {
  const at = Number(token ?? 0);
  if (at === items.length) return { [name]: [], NextToken: `${at + 1}` };
  if (at > items.length) return { [name]: [] };
  return { [name]: [items[at]], NextToken: `${at + 1}` };
}

const aws: Pick<AwsClients, 'organizations'> = {
  organizations: async (
    _account: string,
    _region: string,
    operation: string,
    input: { ParentId?: string; ResourceId?: string; NextToken?: string },
  ) => {
    const here = <T extends { parent: string }>(all: T[]) =>
      all.filter(({ parent }) => parent === input.ParentId);
    switch (operation) {
      case 'ListAccounts':
        return paged('Accounts', ACCOUNTS, input.NextToken);
      case 'ListAccountsForParent':
        return paged('Accounts', here(ACCOUNTS), input.NextToken);
      case 'ListTagsForResource':
        tagReads.push(String(input.ResourceId));
        return paged(
          'Tags',
          TAGS[String(input.ResourceId)] ?? [],
          input.NextToken,
        );
      default:
        return paged('OrganizationalUnits', here(UNITS), input.NextToken);
    }
  },
};

const accountsOf = async (
  include?: Partial<AccountRules>,
  exclude: Partial<AccountRules> = {},
  clients = aws,
) => {
  const [place] = await organizationSupplier({
    aws: clients,
    region: 'eu-west-1',
    organization: {
      accountId: '100000000001',
      ...(include && { include: rules(include) }),
      exclude: rules(exclude),
    },
  }).discover({ accounts: [], signal: new AbortController().signal });
  return place;
};

describe('the accounts of an organization', () => {
  it.each<
    [string, string[], Partial<AccountRules> | undefined, Partial<AccountRules>]
  >([
    ['all active accounts', ['1', '2', '3'], undefined, {}],
    [
      'the accounts whose name matches a pattern',
      ['1', '2'],
      { names: ['payments-*'] },
      {},
    ],
    [
      'the accounts of an organizational unit and its child units',
      ['1', '2'],
      { organizationalUnits: ['ou-ab12-payments'] },
      {},
    ],
    [
      'the accounts that match any of several rules',
      ['2', '3'],
      { accounts: ['100000000003'], organizationalUnits: ['ou-ab12-testing0'] },
      {},
    ],
    [
      'the included accounts without the excluded ones',
      ['1'],
      { names: ['payments-*'] },
      { organizationalUnits: ['ou-ab12-testing0'] },
    ],
    ['none if the include rules are empty', [], {}, {}],
    [
      'the accounts with one of the values of a tag',
      ['1', '2'],
      { tags: [{ key: 'environment', values: ['prod*', 'test-*'] }] },
      {},
    ],
    [
      'the accounts with any value of a tag',
      ['1'],
      { tags: [{ key: 'owner', values: [] }] },
      {},
    ],
    [
      'the accounts without an excluded tag',
      ['1', '3'],
      undefined,
      { tags: [{ key: 'environment', values: ['test-*'] }] },
    ],
  ])('are %s', async (_, ends, include, exclude) => {
    expect((await accountsOf(include, exclude)).accounts).toEqual(
      ends.map(end => `10000000000${end}`),
    );
  });

  it('have their tags read only if no other rule decides', async () => {
    tagReads.length = 0;
    const tags = [{ key: 'owner', values: [] }];
    await accountsOf({ tags, names: ['payments-*'] }, { tags });
    // Once per account: each page has one tag, and the last page is empty.
    expect([...new Set(tagReads)].sort()).toEqual([
      '100000000001',
      '100000000002',
      '100000000003',
    ]);
    tagReads.length = 0;
    await accountsOf({ names: ['payments-*'] });
    expect(tagReads).toEqual([]);
  });

  it.each([
    [{ Accounts: [{ Id: 'x', Name: 'a', State: 'ACTIVE' }] }],
    [{ Accounts: 'none' }],
    [{}],
  ])('are unknown for the response %j', async answer => {
    const odd = { organizations: async () => answer };
    expect((await accountsOf(undefined, {}, odd)).failure?.message).toContain(
      'invalid response',
    );
  });
});
