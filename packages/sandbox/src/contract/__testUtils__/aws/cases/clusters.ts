// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { pagesOf, refused } from './helpers';

type S = AwsSession;
const clusterName = 'prod-eu';
export const describeCluster = operation<S>('eks:DescribeCluster', {
  success: {
    'answers with endpoint, authority and issuer': async s => {
      const { cluster } = await s.eks.send(
        new DescribeClusterCommand({ name: clusterName }),
      );
      expect(cluster).toMatchObject({
        name: clusterName,
        status: 'ACTIVE',
        identity: { oidc: { issuer: expect.stringMatching(/^https:/) } },
        certificateAuthority: { data: expect.any(String) },
      });
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(
        s.eks.send(new DescribeClusterCommand({ name: 'none' })),
        'ResourceNotFound',
        404,
      );
    },
  },
});

export const listClusters = operation<S>('eks:ListClusters', {
  success: {
    'names them': async s => {
      const { clusters } = await s.eks.send(new ListClustersCommand());
      expect(clusters).toEqual([clusterName]);
    },
  },
  paging: {
    'the last page names no other': async s => {
      const { nextToken } = await s.eks.send(
        new ListClustersCommand({ maxResults: 1 }),
      );
      expect(nextToken).toBeUndefined();
    },
  },
  malformed: {
    'no items at all': async s => {
      await refused(
        s.eks.send(new ListClustersCommand({ maxResults: 0 })),
        'InvalidParameter',
        400,
      );
    },
  },
});

export const describeAddon = operation<S>('eks:DescribeAddon', {
  success: {
    'tells its version': async s => {
      const { addon } = await s.eks.send(
        new DescribeAddonCommand({
          clusterName,
          addonName: 'eks-pod-identity-agent',
        }),
      );
      expect(addon).toMatchObject({
        addonName: 'eks-pod-identity-agent',
        status: 'ACTIVE',
        addonVersion: expect.any(String),
      });
    },
  },
  'not-found': {
    'it is not installed': async s => {
      await refused(
        s.eks.send(
          new DescribeAddonCommand({ clusterName, addonName: 'vpc-lattice' }),
        ),
        'ResourceNotFound',
        404,
      );
    },
  },
});

export const listNodegroups = operation<S>('eks:ListNodegroups', {
  success: {
    'names them': async s => {
      const { nodegroups } = await s.eks.send(
        new ListNodegroupsCommand({ clusterName }),
      );
      expect(nodegroups).toEqual(['general', 'memory']);
    },
  },
  'not-found': {
    'there is no such cluster': async s => {
      await refused(
        s.eks.send(new ListNodegroupsCommand({ clusterName: 'none' })),
        'ResourceNotFound',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const pages = await pagesOf(async nextToken => {
        const page = await s.eks.send(
          new ListNodegroupsCommand({ clusterName, maxResults: 1, nextToken }),
        );
        return { items: page.nodegroups, marker: page.nextToken };
      });
      expect(pages).toEqual([['general'], ['memory']]);
    },
  },
  malformed: {
    'more than 100 a page': async s => {
      await refused(
        s.eks.send(new ListNodegroupsCommand({ clusterName, maxResults: 101 })),
        'InvalidParameter',
        400,
      );
    },
  },
});

export const describeNodegroup = operation<S>('eks:DescribeNodegroup', {
  success: {
    'tells its role': async s => {
      const { nodegroup } = await s.eks.send(
        new DescribeNodegroupCommand({ clusterName, nodegroupName: 'general' }),
      );
      expect(nodegroup?.nodeRole).toMatch(/^arn:aws:iam::\d{12}:role\//);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(
        s.eks.send(
          new DescribeNodegroupCommand({ clusterName, nodegroupName: 'none' }),
        ),
        'ResourceNotFound',
        404,
      );
    },
  },
});
