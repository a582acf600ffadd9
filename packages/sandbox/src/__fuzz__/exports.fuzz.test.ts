import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyJson, anyText, fuzz, mutated } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { Exported } from '../exports/exportFile';
import { addAddon, addNodeGroup, addPodIdentity } from '../exports/eks';
import { readAccount } from '../exports/account';
import { parseLabelSelector } from '../kubernetes/selectors';
import { StatusError } from '../kubernetes/status';
import { makeCluster } from '../kubernetes/makeCluster';
import type { Cluster } from '../state/cluster';

const NOW = new Date('2026-11-25T00:00:00Z');
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
};
const ACCOUNT = {
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [
    {
      Path: '/teams/',
      RoleName: 'orders',
      RoleId: 'AROA1',
      Arn: 'arn:aws:iam::123456789012:role/teams/orders',
      CreateDate: '2024-02-03T04:05:06+00:00',
      AssumeRolePolicyDocument: TRUST,
      RolePolicyList: [{ PolicyName: 'own', PolicyDocument: TRUST }],
      AttachedManagedPolicies: [
        { PolicyName: 'a', PolicyArn: 'arn:aws:iam::123456789012:policy/a' },
      ],
      Tags: [{ Key: 'team', Value: 'shop' }],
      RoleLastUsed: { LastUsedDate: '2025-01-01T00:00:00+00:00' },
    },
  ],
  Policies: [
    {
      PolicyName: 'a',
      PolicyId: 'ANPA1',
      Arn: 'arn:aws:iam::123456789012:policy/a',
      Path: '/',
      DefaultVersionId: 'v1',
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: true, Document: TRUST },
      ],
    },
  ],
};
const NODE_GROUP = {
  nodegroup: {
    nodegroupName: 'a',
    clusterName: 'prod',
    nodeRole: 'arn:aws:iam::123456789012:role/nodes',
  },
};
const ASSOCIATION = {
  association: {
    clusterName: 'prod',
    namespace: 'shop',
    serviceAccount: 'orders',
    roleArn: 'arn:aws:iam::123456789012:role/teams/orders',
    policy: JSON.stringify(TRUST),
    tags: { team: 'shop' },
    associationId: 'a-1',
    associationArn:
      'arn:aws:eks:eu-west-1:123456789012:podidentityassociation/prod/a-1',
  },
};
const ADDON = {
  addon: {
    addonName: 'eks-pod-identity-agent',
    clusterName: 'prod',
    status: 'ACTIVE',
    addonVersion: 'v1.3.0-eksbuild.1',
    addonArn: 'arn:aws:eks:eu-west-1:123456789012:addon/prod/agent/1',
    tags: { team: 'shop' },
  },
};

describe('fuzz: readers of the sandbox', () => {
  const clusters = new Map<string, Cluster>();
  beforeAll(async () => {
    const cluster = await makeCluster({
      ...{ name: 'prod', accountId: '123456789012', region: 'eu-west-1' },
      ...{ version: '1.33', createdAt: NOW },
    });
    clusters.set(cluster.name, cluster);
  });
  const folder = mkdtempSync(join(tmpdir(), 'irsa-exports-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'export.json');

  /** Expects that content is either read or rejected with its file and position. */
  function expectTold(text: string, read: (exported: Exported) => void): void {
    writeFileSync(file, text);
    try {
      read(Exported.read(file));
    } catch (error) {
      const { name, message } = error as Error;
      expect([name, message.startsWith(file)]).toEqual(['ExportError', true]);
    }
  }

  const fileOf = (genuine: object) =>
    fc.oneof(
      {
        weight: 8,
        arbitrary: mutated(genuine).map(value => JSON.stringify(value) ?? ''),
      },
      { weight: 1, arbitrary: anyJson.map(value => JSON.stringify(value)) },
      { weight: 1, arbitrary: anyText },
    );

  fuzz('exports of accounts', fileOf(ACCOUNT), text => {
    expectTold(text, exported => {
      const { id } = readAccount(exported, NOW);
      expect(id).toMatch(/^\d{12}$/);
    });
  });

  fuzz('exports of node groups', fileOf(NODE_GROUP), text => {
    expectTold(text, exported =>
      addNodeGroup(clusters, exported.at('nodegroup')),
    );
  });

  fuzz('exports of associations', fileOf(ASSOCIATION), text => {
    expectTold(text, exported =>
      addPodIdentity(clusters, exported.at('association'), NOW),
    );
  });

  fuzz('exports of add-ons', fileOf(ADDON), text => {
    expectTold(text, exported => addAddon(clusters, exported.at('addon'), NOW));
  });

  fuzz('label selectors of queries', anyText, text => {
    try {
      for (const { key, values } of parseLabelSelector(text)) {
        expect([typeof key, Array.isArray(values)]).toEqual(['string', true]);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(StatusError);
    }
  });
});
