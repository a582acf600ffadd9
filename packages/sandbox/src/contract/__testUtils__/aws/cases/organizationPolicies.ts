// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { all, unitOf } from '../organizationItems';
import { refused } from './helpers';

type S = AwsSession;

const SCP = { Filter: 'SERVICE_CONTROL_POLICY' };
const DENIES = 'deny-other-regions';

/** Returns the policies that are attached directly to each account of the organizational unit. */
async function attachedInUnit(s: S) {
  const { Id: ParentId } = await unitOf(s);
  const accounts = await all(s, 'ListAccountsForParent', 'Accounts', {
    ParentId,
  });
  return Promise.all(
    accounts.map(async ({ Id: TargetId }) => {
      const input = { ...SCP, TargetId };
      return all(s, 'ListPoliciesForTarget', 'Policies', input, 20);
    }),
  );
}

export const listPolicies = operation<S>('organizations:ListPolicies', {
  success: {
    'names the policy of AWS and those of the organization': async s => {
      const policies = await all(s, 'ListPolicies', 'Policies', SCP, 20);
      expect(policies).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            ...{ Id: 'p-FullAWSAccess', Name: 'FullAWSAccess' },
            AwsManaged: true,
          }),
          expect.objectContaining({
            ...{ Name: DENIES, AwsManaged: false },
            Id: expect.stringMatching(/^p-[0-9a-z]{8,128}$/),
            Type: 'SERVICE_CONTROL_POLICY',
          }),
        ]),
      );
    },
    'says that it is of AWS by its ARN': async s => {
      const { Policies } = await s.organizations('ListPolicies', SCP);
      expect(Policies).toContainEqual(
        expect.objectContaining({
          Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
        }),
      );
    },
  },
  paging: {
    'no policy comes twice': async s => {
      const ids = (await all(s, 'ListPolicies', 'Policies', SCP, 1)).map(
        ({ Id }) => Id,
      );
      expect(new Set(ids).size).toBe(ids.length);
    },
  },
  malformed: {
    'the filter is no type of policies': async s => {
      await refused(
        s.organizations('ListPolicies', { Filter: 'POLICY' }),
        'InvalidInput',
        400,
      );
    },
  },
});

export const listPoliciesForTarget = operation<S>(
  'organizations:ListPoliciesForTarget',
  {
    success: {
      'names what is attached to accounts directly': async s => {
        const attached = await attachedInUnit(s);
        const names = attached.map(policies =>
          policies.map(({ Name }) => Name).sort(),
        );
        expect(names).toContainEqual(['FullAWSAccess']);
        expect(names).toContainEqual(['FullAWSAccess', DENIES]);
      },
    },
    'not-found': {
      'there is no such account': async s => {
        await refused(
          s.organizations('ListPoliciesForTarget', {
            ...{ ...SCP, TargetId: '000000000000' },
          }),
          'TargetNotFound',
          400,
        );
      },
    },
    malformed: {
      'the target is no ID': async s => {
        await refused(
          s.organizations('ListPoliciesForTarget', {
            ...{ ...SCP, TargetId: 'prod' },
          }),
          'InvalidInput',
          400,
        );
      },
    },
  },
);

/** Returns the policy that only one account has. */
async function denying(s: S): Promise<string> {
  const policies = (await attachedInUnit(s)).flat();
  return policies.find(({ Name }) => Name === DENIES)!.Id;
}

export const listTargetsForPolicy = operation<S>(
  'organizations:ListTargetsForPolicy',
  {
    success: {
      'names what a policy is attached to directly': async s => {
        const PolicyId = await denying(s);
        const { Targets } = await s.organizations('ListTargetsForPolicy', {
          PolicyId,
        });
        expect(Targets).toEqual([
          {
            ...{ Name: 'staging', Type: 'ACCOUNT' },
            TargetId: expect.stringMatching(/^\d{12}$/),
            Arn: expect.stringMatching(
              /^arn:aws:organizations::\d{12}:account/,
            ),
          },
        ]);
      },
    },
    'not-found': {
      'there is no such policy': async s => {
        await refused(
          s.organizations('ListTargetsForPolicy', { PolicyId: 'p-00000000' }),
          'PolicyNotFound',
          400,
        );
      },
    },
    malformed: {
      'the ID is none': async s => {
        await refused(
          s.organizations('ListTargetsForPolicy', {
            PolicyId: 'FullAWSAccess',
          }),
          'InvalidInput',
          400,
        );
      },
    },
  },
);

export const describePolicy = operation<S>('organizations:DescribePolicy', {
  success: {
    'has the text of the policy': async s => {
      const PolicyId = await denying(s);
      const { Policy } = await s.organizations('DescribePolicy', { PolicyId });
      expect(Policy).toMatchObject({ PolicySummary: { Id: PolicyId } });
      const { Content } = Policy as { Content: string };
      expect(JSON.parse(Content).Statement).toMatchObject([
        { Sid: 'DenyOtherRegions', Effect: 'Deny' },
      ]);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(
        s.organizations('DescribePolicy', { PolicyId: 'p-00000000' }),
        'PolicyNotFound',
        400,
      );
    },
  },
  malformed: {
    'the ID is none': async s => {
      await refused(
        s.organizations('DescribePolicy', { PolicyId: 'FullAWSAccess' }),
        'InvalidInput',
        400,
      );
    },
  },
});
