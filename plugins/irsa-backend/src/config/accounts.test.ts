import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { CLUSTER } from '../__testUtils__/core';
import { readAccounts } from './readIrsaConfig';

const RULE = { owners: ['a'], clusters: ['*'], namespaces: ['*'] };
const read = (aws: JsonObject) =>
  readAccounts(
    new ConfigReader({ aws }),
    [CLUSTER],
    [{ ...RULE, accounts: ['777788889999'] }, RULE],
  );

describe('the accounts that can be queried', () => {
  it.each<[string, JsonObject, string[]]>([
    ['the accounts of clusters', {}, []],
    [
      'the accounts of clusters and of aws.accounts',
      { accounts: [{ accountId: '444455556666', roleName: 'backstage' }] },
      ['444455556666'],
    ],
    [
      'the accounts of clusters and namespace rules if aws.accountDefaults names a role',
      { accountDefaults: { roleName: 'backstage' } },
      ['777788889999'],
    ],
  ])('are %s', (_, aws, more) => {
    expect(read(aws)).toEqual([CLUSTER.accountId, ...more]);
  });
});
