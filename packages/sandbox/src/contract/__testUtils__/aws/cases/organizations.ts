// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { all, unitOf, type Item } from '../organizationItems';
import { refused } from './helpers';

type S = AwsSession;

export const describeOrganization = operation<S>(
  'organizations:DescribeOrganization',
  {
    success: {
      'names the management account': async s => {
        const { Organization } = await s.organizations('DescribeOrganization');
        expect(Organization).toMatchObject({
          Id: expect.stringMatching(/^o-/),
          FeatureSet: 'ALL',
          MasterAccountId: expect.stringMatching(/^\d{12}$/),
        });
      },
    },
  },
);

export const listRoots = operation<S>('organizations:ListRoots', {
  success: {
    'names the root, the management account and the types of policies that are enabled':
      async s => {
        const { Roots } = await s.organizations('ListRoots');
        expect(Roots).toEqual([
          expect.objectContaining({
            Id: expect.stringMatching(/^r-[0-9a-z]{4,32}$/),
            Arn: expect.stringMatching(
              /^arn:aws:organizations::\d{12}:root\/o-[0-9a-z]+\/r-[0-9a-z]+$/,
            ),
            PolicyTypes: expect.arrayContaining([
              { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
            ]),
          }),
        ]);
      },
  },
});

export const listAccounts = operation<S>('organizations:ListAccounts', {
  success: {
    'names the caller’s account and others': async s => {
      const accounts = await all(s, 'ListAccounts', 'Accounts');
      expect(accounts.length).toBeGreaterThanOrEqual(3);
      expect(accounts.map(({ Id }) => Id)).toContain(s.accountId);
    },
    'says the state of each': async s => {
      const accounts = await all(s, 'ListAccounts', 'Accounts');
      expect(accounts.map(({ State }) => State)).toContain('ACTIVE');
    },
  },
  paging: {
    'no account comes twice': async s => {
      const ids = (await all(s, 'ListAccounts', 'Accounts')).map(
        ({ Id }) => Id,
      );
      expect(new Set(ids).size).toBe(ids.length);
    },
  },
});

export const listAccountsForParent = operation<S>(
  'organizations:ListAccountsForParent',
  {
    success: {
      'names the accounts of a unit': async s => {
        const { Id } = await unitOf(s);
        const input = { ParentId: Id };
        const accounts = await all(
          s,
          'ListAccountsForParent',
          'Accounts',
          input,
        );
        expect(accounts.length).toBeGreaterThan(0);
      },
    },
    'not-found': {
      'there is no such unit': async s => {
        const ParentId = `${(await unitOf(s)).Id.slice(0, -4)}0000`;
        await refused(
          s.organizations('ListAccountsForParent', { ParentId }),
          'ParentNotFound',
          400,
        );
      },
    },
  },
);

export const listUnits = operation<S>(
  'organizations:ListOrganizationalUnitsForParent',
  {
    success: {
      'names the units below the root': async s => {
        expect(await unitOf(s)).toMatchObject({
          Id: expect.stringMatching(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/),
        });
      },
    },
  },
);

export const listTags = operation<S>('organizations:ListTagsForResource', {
  success: {
    'answers the tags of an account': async s => {
      const ResourceId = s.accountId;
      const { Tags } = await s.organizations('ListTagsForResource', {
        ResourceId,
      });
      expect(Tags).toEqual([]);
    },
  },
});

export const listParents = operation<S>('organizations:ListParents', {
  success: {
    'names the unit of an account': async s => {
      const { Id: ParentId } = await unitOf(s);
      const { Accounts } = await s.organizations('ListAccountsForParent', {
        ParentId,
      });
      const [{ Id: ChildId }] = Accounts as Item[];
      expect(await s.organizations('ListParents', { ChildId })).toMatchObject({
        Parents: [{ Id: ParentId, Type: 'ORGANIZATIONAL_UNIT' }],
      });
    },
  },
});
