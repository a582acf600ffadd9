import { addAccounts, makeOrganization } from '../../company/manyAccounts';
import type { HttpRequest } from '../../server/http';
import { policyText } from '../../company/iam';
import { attachControls, FULL_ACCESS } from '../../company/organization';
import type { ServiceControlPolicy } from '../../state/account';
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
    fixture.world.organization.attached.clear();
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

  it('lists accounts in pages of 20, with State instead of Status', () => {
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

  it('lists roots, units, and their accounts, and returns the parent of each', () => {
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

  it('lists the tags of an account, and none for a unit', () => {
    expect(ask('ListTagsForResource', { ResourceId: '200000000010' })).toEqual({
      Tags: [{ Key: 'environment', Value: 'sandbox' }],
    });
    expect(ask('ListTagsForResource', { ResourceId: TEAMS })).toEqual({
      Tags: [],
    });
  });

  describe('policies', () => {
    afterAll(() => {
      fixture.staging.serviceControlPolicies = [];
    });
    const allow = (Action: string) => ({
      name: `allow-${Action.replace(/\W/g, '')}`,
      document: policyText({ Effect: 'Allow', Action, Resource: '*' }),
    });
    const filter = { Filter: 'SERVICE_CONTROL_POLICY' };
    /** Returns the policies at each level above an account, from the root, as the API lists them. */
    const levelsOver = (id: string): string[][] => {
      const own = all('ListPoliciesForTarget', 'Policies', {
        ...{ ...filter, TargetId: id, MaxResults: 1 },
      }).map(({ Id }) => {
        const { Policy } = ask('DescribePolicy', { PolicyId: Id });
        expect(Policy.PolicySummary.Id).toBe(Id);
        return Policy.Content;
      });
      if (id.startsWith('r-')) return [own];
      const [{ Id: parent }] = ask('ListParents', { ChildId: id }).Parents;
      return [...levelsOver(parent), own];
    };

    it.each<[string, ServiceControlPolicy[][], ServiceControlPolicy[][]]>([
      ['no levels of its own', [], [[FULL_ACCESS]]],
      ['a level without policies', [[]], [[]]],
      [
        'two levels with full access only',
        [[FULL_ACCESS], [FULL_ACCESS]],
        [[FULL_ACCESS]],
      ],
      [
        'two levels with one more policy at the account',
        [[FULL_ACCESS], [FULL_ACCESS, allow('s3:*')]],
        [[FULL_ACCESS, allow('s3:*')]],
      ],
      [
        'four levels, of which two have several policies',
        [
          [allow('s3:*'), allow('sqs:*')],
          [FULL_ACCESS],
          [allow('s3:Get*')],
          [allow('iam:*'), FULL_ACCESS],
        ],
        [
          [allow('s3:*'), allow('sqs:*')],
          [allow('s3:Get*')],
          [allow('iam:*'), FULL_ACCESS],
        ],
      ],
    ])(
      'are listed below the root and the unit of an account, at each level that limits it: %s',
      (_, levels, listed) => {
        fixture.staging.serviceControlPolicies = levels;
        const seen = levelsOver(fixture.staging.id);
        expect(seen.map(level => level.sort())).toEqual(
          [[FULL_ACCESS], [FULL_ACCESS], ...listed].map(level =>
            level.map(({ document }) => document).sort(),
          ),
        );
      },
    );

    it('of an account apply to no other account, and its units are listed from the root', () => {
      fixture.staging.serviceControlPolicies = [[allow('a:*')], [allow('b:*')]];
      expect(levelsOver('200000000001')).toHaveLength(4);
      expect(levelsOver('200000000001').flat()).toEqual(
        Array(4).fill(FULL_ACCESS.document),
      );
      const [{ Id: ParentId }] = ask('ListParents', {
        ChildId: fixture.staging.id,
      }).Parents;
      const below = { ParentId: 'ou-comp-workloads' };
      expect(
        all(
          'ListOrganizationalUnitsForParent',
          'OrganizationalUnits',
          below,
        ).map(({ Id }) => Id),
      ).toContain(ParentId);
      expect(
        all('ListAccountsForParent', 'Accounts', { ParentId }).map(
          ({ Id }) => Id,
        ),
      ).toEqual([fixture.staging.id]);
    });

    it('are listed with their targets, unless their type is not enabled', () => {
      const { organization } = fixture.world;
      fixture.staging.serviceControlPolicies = [];
      attachControls(organization!);
      const targetsOf = (PolicyId: string) =>
        all('ListTargetsForPolicy', 'Targets', { PolicyId });
      const everywhere = targetsOf('p-FullAWSAccess');
      expect(everywhere).toHaveLength(1 + 3 + 48);
      expect(everywhere).toEqual(targetsOf('p-RCPFullAWSAccess'));
      expect(everywhere).toContainEqual({
        ...{ TargetId: TEAMS, Name: 'teams', Type: 'ORGANIZATIONAL_UNIT' },
        Arn: `arn:aws:organizations::999900000000:ou/o-company001/${TEAMS}`,
      });
      expect(everywhere.map(({ Type }) => Type)).toContain('ROOT');
      const perimeter = all('ListPolicies', 'Policies', {
        Filter: 'RESOURCE_CONTROL_POLICY',
      }).find(({ Name }) => Name === 'identity-perimeter');
      expect(targetsOf(perimeter.Id)).toMatchObject([
        { TargetId: 'r-comp', Name: 'Root', Type: 'ROOT' },
      ]);
      organization!.policyTypes.delete('RESOURCE_CONTROL_POLICY');
      expect(targetsOf('p-RCPFullAWSAccess')).toEqual([]);
      expect(ask('ListRoots').Roots[0].PolicyTypes).toEqual([
        { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
      ]);
      organization!.policyTypes.add('RESOURCE_CONTROL_POLICY');
      organization!.attached.clear();
    });

    it('of another type are left out of a page, which can be empty before the last page', () => {
      const [first] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].map(
        Filter => ask('ListPolicies', { Filter, MaxResults: 1 }),
      );
      const pages = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].map(
        Filter => all('ListPolicies', 'Policies', { Filter, MaxResults: 1 }),
      );
      expect(first.NextToken).toBeDefined();
      expect(pages[1]).toMatchObject([
        { Id: 'p-RCPFullAWSAccess', AwsManaged: true },
      ]);
      expect(pages[0].map(({ Name }) => Name)).toContain('FullAWSAccess');
      expect(
        ask('ListPolicies', {
          ...{ Filter: 'RESOURCE_CONTROL_POLICY', MaxResults: 1 },
        }),
      ).toMatchObject({ Policies: [], NextToken: expect.any(String) });
    });
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
    ['InvalidInputException', 'ListPolicies', {}],
    ['InvalidInputException', 'ListPolicies', { Filter: 'TAG_POLICY' }],
    [
      'InvalidInputException',
      'ListPoliciesForTarget',
      { Filter: 'SERVICE_CONTROL_POLICY', TargetId: 'prod' },
    ],
    [
      'TargetNotFoundException',
      'ListPoliciesForTarget',
      { Filter: 'SERVICE_CONTROL_POLICY', TargetId: '000000000000' },
    ],
    ['PolicyNotFoundException', 'DescribePolicy', { PolicyId: 'p-00000000' }],
    [
      'PolicyNotFoundException',
      'ListTargetsForPolicy',
      { PolicyId: 'p-00000000' },
    ],
    ['InvalidInputException', 'DescribePolicy', { PolicyId: 'FullAWSAccess' }],
    [
      'TargetNotFoundException',
      'ListTagsForResource',
      { ResourceId: '000000000000' },
    ],
    ['UnknownOperationException', 'CloseAccount', {}],
  ])('returns %s for %s %j', (code, operation, input) => {
    expect(() => ask(operation, input)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('answers members about the organization, and only delegated administrators about its accounts', () => {
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
