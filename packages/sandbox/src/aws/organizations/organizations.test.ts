import { addAccounts, makeOrganization } from '../../company/manyAccounts';
import type { HttpRequest } from '../../server/http';
import { startAwsFixture, type AwsFixture } from '../__testUtils__/awsFixture';
import { findCredential } from '../access/caller';
import { findOrganizationsOperation, runOrganizations } from './service';

const TEAMS = 'ou-comp-teams0001';

describe('AWS Organizations', () => {
  let fixture: AwsFixture;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    fixture.world.organization = makeOrganization(fixture.world);
    await addAccounts(fixture.world, { accounts: 45, clusters: 0 });
  });
  afterAll(() => fixture.close());

  const ask = (
    operation: string,
    input: object = {},
    { accessKeyId } = fixture.administrator,
  ) => {
    const request: HttpRequest = {
      method: 'POST',
      path: '/',
      query: '',
      headers: new Map([
        ['x-amz-target', `AWSOrganizationsV20161128.${operation}`],
      ]),
      body: Buffer.from(JSON.stringify(input)),
    };
    const caller = findCredential(fixture.world, accessKeyId)?.caller;
    if (!caller) throw new Error('there is no such access key');
    const { world } = fixture;
    const { body } = runOrganizations(
      findOrganizationsOperation(request),
      request,
      { ...{ world, caller }, now: new Date(), region: 'us-east-1' },
    );
    return JSON.parse(body.toString());
  };

  const all = (operation: string, list: string, input: object = {}) => {
    const items = [];
    let NextToken: string | undefined;
    do {
      const page = ask(operation, { ...input, NextToken });
      expect(page[list].length).toBeLessThanOrEqual(20);
      items.push(...page[list]);
      NextToken = page.NextToken;
    } while (NextToken);
    return items;
  };

  it('lists accounts by pages of 20, with a state and no status', () => {
    const accounts = all('ListAccounts', 'Accounts');
    expect(accounts).toHaveLength(48);
    expect(new Set(accounts.map(({ Id }) => Id)).size).toBe(48);
    expect(accounts.at(0)).toMatchObject({
      Id: '111122223333',
      Name: 'prod',
      State: 'ACTIVE',
    });
    expect(accounts.at(0)).not.toHaveProperty('Status');
    expect(accounts.filter(({ State }) => State === 'SUSPENDED')).toHaveLength(
      1,
    );
  });

  it('lists roots, units and the accounts in them, and tells the parent of each', () => {
    const [{ Id: root }] = ask('ListRoots').Roots;
    const units = all(
      'ListOrganizationalUnitsForParent',
      'OrganizationalUnits',
      { ParentId: root },
    );
    expect(units.map(({ Name }) => Name)).toEqual(['attic', 'workloads']);
    expect(
      all('ListAccountsForParent', 'Accounts', { ParentId: TEAMS }),
    ).toHaveLength(45);
    expect(ask('ListParents', { ChildId: '200000000001' }).Parents).toEqual([
      { Id: TEAMS, Type: 'ORGANIZATIONAL_UNIT' },
    ]);
    expect(ask('ListParents', { ChildId: '999900000000' }).Parents).toEqual([
      { Id: root, Type: 'ROOT' },
    ]);
  });

  it.each([
    [
      'ParentNotFoundException',
      'ListAccountsForParent',
      { ParentId: 'r-none' },
    ],
    ['InvalidInputException', 'ListAccountsForParent', { ParentId: 'teams' }],
    ['InvalidInputException', 'ListAccountsForParent', {}],
    ['InvalidInputException', 'ListAccounts', { MaxResults: 21 }],
    ['ChildNotFoundException', 'ListParents', { ChildId: '000000000000' }],
    ['UnknownOperationException', 'CloseAccount', {}],
  ])('answers %s to %s %j', (code, operation, input) => {
    expect(() => ask(operation, input)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('tells members of the organization, and only delegated administrators of its accounts', () => {
    const member = fixture.stagingAdministrator;
    expect(ask('DescribeOrganization', {}, member).Organization).toMatchObject({
      MasterAccountId: '999900000000',
    });
    expect(() => ask('ListAccounts', {}, member)).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException' }),
    );
    expect(() => ask('ListAccounts', {}, fixture.user('nobody', []))).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException' }),
    );
  });

  it('says that an account is in no organization', () => {
    const { organization } = fixture.world;
    delete fixture.world.organization;
    expect(() => ask('ListAccounts')).toThrow(
      expect.objectContaining({ code: 'AWSOrganizationsNotInUseException' }),
    );
    fixture.world.organization = organization;
  });
});
