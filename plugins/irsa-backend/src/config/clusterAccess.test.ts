import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIrsaConfig } from './readIrsaConfig';

const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'in-cluster' },
};
const REQUESTER =
  'arn:aws:iam::111122223333:role/backstage-irsa-token-requester';
const read = (irsa: JsonObject) =>
  readIrsaConfig(new ConfigReader({ irsa: { development: true, ...irsa } }));

describe('tokenRequestAccess of a cluster', () => {
  it.each([
    { type: 'kubeconfig', file: '/k', context: 'token-requester' },
    { type: 'eks', roleArn: REQUESTER, externalId: 'x' },
    { type: 'eks', roleArn: REQUESTER },
  ])('keeps the identity that requests tokens apart: %j', access => {
    const { clusters, ownRoles = [] } = read({
      clusters: [{ ...CLUSTER, tokenRequestAccess: access }],
    });
    expect(clusters[0].tokenRequestAccess).toEqual(access);
    expect(clusters[0].access).toEqual({ type: 'in-cluster' });
    // No service may be given that role.
    expect(ownRoles).toEqual(
      access.type === 'eks' ? ['backstage-irsa-token-requester'] : [],
    );
  });

  it.each([
    ['.roleArn is missing', { type: 'eks' }],
    ['.roleArn is "backstage"', { type: 'eks', roleArn: 'backstage' }],
    [
      '.roleArn is "arn:aws:iam::111122223333:user/a"',
      { type: 'eks', roleArn: 'arn:aws:iam::111122223333:user/a' },
    ],
    ['.type is "in-cluster"', { type: 'in-cluster' }],
    ['.type is "none"', { type: 'none' }],
  ])(
    'takes no identity to request tokens with that is not one of its own: %s',
    (message, tokenRequestAccess) => {
      expect(() =>
        read({ clusters: [{ ...CLUSTER, tokenRequestAccess }] }),
      ).toThrow(`irsa.clusters[0].tokenRequestAccess${message}`);
    },
  );
});
