import { valueOf, type ObservedRole } from '@backstage-irsa/core/model';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { CLUSTER, roleWith, trustOf } from '../../../__testUtils__/core';
import {
  createUnknownHolders,
  readUnreadClusters,
  unknownHoldersReason,
} from './unknownHolders';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
const OTHER_ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210';
const STAGING = { ...CLUSTER, name: 'staging-eu', accountId: '444455556666' };
const FOR_PODS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  },
};
const roleOf = (document: PolicyDocument, accountId = '111122223333') =>
  valueOf(
    roleWith(document, { arn: `arn:aws:iam::${accountId}:role/orders` }),
  ) as ObservedRole;

interface Case {
  name: string;
  role: ObservedRole;
  issuers: Record<string, string>;
  issuersComplete?: boolean;
  expected: string[];
}

describe('the unread clusters whose ServiceAccounts possibly have a role', () => {
  const bothKnown = { 'prod-eu': ISSUER, 'staging-eu': OTHER_ISSUER };
  it.each<Case>([
    {
      name: 'the issuer of an unread cluster',
      role: roleOf(trustOf({ issuer: OTHER_ISSUER })),
      issuers: bothKnown,
      expected: ['staging-eu'],
    },
    {
      name: 'the issuer of a scanned cluster',
      role: roleOf(trustOf({ issuer: ISSUER })),
      issuers: bothKnown,
      expected: [],
    },
    {
      name: 'an issuer that possibly belongs to an unread cluster',
      role: roleOf(trustOf({ issuer: OTHER_ISSUER })),
      issuers: { 'prod-eu': ISSUER },
      expected: ['staging-eu'],
    },
    {
      name: 'the issuer of a scanned cluster, while the issuer of the unread cluster is unknown',
      role: roleOf(trustOf({ issuer: ISSUER })),
      issuers: { 'prod-eu': ISSUER },
      expected: [],
    },
    {
      name: 'the issuer of a deleted cluster, if the unread cluster does not exist',
      role: roleOf(trustOf({ issuer: OTHER_ISSUER })),
      issuers: { 'prod-eu': ISSUER },
      issuersComplete: true,
      expected: [],
    },
    {
      name: 'EKS Pod Identity in the account of an unread cluster',
      role: roleOf(FOR_PODS, '444455556666'),
      issuers: bothKnown,
      expected: ['staging-eu'],
    },
    {
      name: 'EKS Pod Identity in another account',
      role: roleOf(FOR_PODS),
      issuers: bothKnown,
      expected: [],
    },
  ])('are found if it trusts $name', ({ role, expected, ...known }) => {
    const unread = {
      ...{ unscanned: [STAGING], withoutAssociations: [STAGING] },
      failing: new Set<string>(),
    };
    const context = { issuersComplete: false, ...known };
    expect(createUnknownHolders(unread, context)(role)).toEqual(expected);
  });

  it('are only those with EKS Pod Identity if the others were scanned', () => {
    const unread = {
      ...{ unscanned: [], withoutAssociations: [STAGING] },
      failing: new Set<string>(),
    };
    const clustersOf = createUnknownHolders(unread, {
      issuers: {},
      issuersComplete: false,
    });
    expect(clustersOf(roleOf(trustOf({ issuer: OTHER_ISSUER })))).toEqual([]);
    expect(clustersOf(roleOf(FOR_PODS, '444455556666'))).toEqual([
      'staging-eu',
    ]);
  });

  it('are those that were not scanned completely; a scan that follows is no reason to report', async () => {
    const scan = (isCompleted: boolean, isStale: boolean, isRead = true) => ({
      ...{ isCompleted, isStale },
      areAssociationsRead: isCompleted && isRead,
    });
    const names = ['good', 'stale', 'failing', 'new', 'refused', 'unknown'];
    const unread = await readUnreadClusters(
      { clusters: names.map(name => ({ ...CLUSTER, name })) },
      {
        clusterScans: async () =>
          new Map([
            ['good', scan(true, false)],
            ['stale', scan(true, true)],
            ['failing', scan(false, true)],
            ['new', scan(false, false)],
            ['refused', scan(true, false, false)],
          ]),
      },
    );
    expect(unread.unscanned.map(({ name }) => name)).toEqual([
      'failing',
      'new',
      'unknown',
    ]);
    expect(unread.withoutAssociations.map(({ name }) => name)).toEqual([
      'failing',
      'new',
      'refused',
      'unknown',
    ]);
    expect(unknownHoldersReason(new Set(['new']), unread)).toBeUndefined();
    const told = new Set(['refused', 'new', 'failing']);
    expect(unknownHoldersReason(told, unread)).toEqual({
      reason:
        'The ServiceAccounts of failing, refused were not read, so a role that trusts them possibly has one.',
    });
  });
});
