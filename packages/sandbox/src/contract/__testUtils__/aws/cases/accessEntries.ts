/* eslint-disable jest/no-standalone-expect -- the contract runs each case as a test */
import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DescribeAccessEntryCommand,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
} from '@aws-sdk/client-eks';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { makeRole, pagesOf, refused } from './helpers';

type S = AwsSession;
const clusterName = 'prod-eu';
const VIEW = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const EDIT = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy';

async function makeEntry(s: S, what = 'role'): Promise<string> {
  const principalArn = s.arn(`role/${await makeRole(s, what)}`);
  await s.eks.send(new CreateAccessEntryCommand({ clusterName, principalArn }));
  return principalArn;
}

const describeOne = (s: S, principalArn: string) =>
  s.eks.send(new DescribeAccessEntryCommand({ clusterName, principalArn }));
const none = (s: S) => s.arn(`role/${s.name('none')}`);

export const describeEntry = operation<S>('eks:DescribeAccessEntry', {
  success: {
    'answers with principal and type': async s => {
      const principalArn = await makeEntry(s);
      const { accessEntry } = await describeOne(s, principalArn);
      expect(accessEntry).toMatchObject({
        clusterName,
        principalArn,
        type: 'STANDARD',
      });
    },
  },
  'not-found': {
    'there is none for the principal': async s => {
      await refused(describeOne(s, none(s)), 'ResourceNotFound', 404);
    },
  },
});

export const listEntries = operation<S>('eks:ListAccessEntries', {
  success: {
    'names the principals': async s => {
      const principalArn = await makeEntry(s);
      const { accessEntries } = await s.eks.send(
        new ListAccessEntriesCommand({ clusterName }),
      );
      expect(accessEntries).toContain(principalArn);
    },
  },
  'not-found': {
    'there is no such cluster': async s => {
      await refused(
        s.eks.send(new ListAccessEntriesCommand({ clusterName: 'none' })),
        'ResourceNotFound',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const made = [await makeEntry(s, 'a'), await makeEntry(s, 'b')];
      const pages = await pagesOf(async nextToken => {
        const page = await s.eks.send(
          new ListAccessEntriesCommand({
            clusterName,
            maxResults: 1,
            nextToken,
          }),
        );
        return { items: page.accessEntries, marker: page.nextToken };
      });
      expect(pages.every(page => page.length === 1)).toBe(true);
      const seen = pages.flat();
      expect(seen).toEqual(expect.arrayContaining(made));
      expect(new Set(seen).size).toBe(seen.length);
    },
  },
  malformed: {
    'more than 100 a page': async s => {
      await refused(
        s.eks.send(
          new ListAccessEntriesCommand({ clusterName, maxResults: 101 }),
        ),
        'InvalidParameter',
        400,
      );
    },
  },
});

const associate = (s: S, principalArn: string, policyArn: string) =>
  s.eks.send(
    new AssociateAccessPolicyCommand({
      clusterName,
      principalArn,
      policyArn,
      accessScope: { type: 'cluster' },
    }),
  );

export const listPolicies = operation<S>('eks:ListAssociatedAccessPolicies', {
  success: {
    'tells their scope': async s => {
      const principalArn = await makeEntry(s);
      await associate(s, principalArn, VIEW);
      const { associatedAccessPolicies } = await s.eks.send(
        new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }),
      );
      expect(associatedAccessPolicies).toMatchObject([
        { policyArn: VIEW, accessScope: { type: 'cluster' } },
      ]);
    },
  },
  'not-found': {
    'there is none for the principal': async s => {
      await refused(
        s.eks.send(
          new ListAssociatedAccessPoliciesCommand({
            clusterName,
            principalArn: none(s),
          }),
        ),
        'ResourceNotFound',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const principalArn = await makeEntry(s);
      await associate(s, principalArn, VIEW);
      await associate(s, principalArn, EDIT);
      const pages = await pagesOf(async nextToken => {
        const page = await s.eks.send(
          new ListAssociatedAccessPoliciesCommand({
            clusterName,
            principalArn,
            maxResults: 1,
            nextToken,
          }),
        );
        return {
          items: page.associatedAccessPolicies?.map(one => one.policyArn),
          marker: page.nextToken,
        };
      });
      expect(pages.map(page => page.length)).toEqual([1, 1]);
      expect(pages.flat().sort()).toEqual([EDIT, VIEW]);
    },
  },
});
