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
    ['those of clusters', {}, []],
    [
      'those of the standard section',
      { accounts: [{ accountId: '444455556666', roleName: 'backstage' }] },
      ['444455556666'],
    ],
    [
      'those of rules, where a role name holds for every account',
      { accountDefaults: { roleName: 'backstage' } },
      ['777788889999'],
    ],
  ])('are %s', (_, aws, more) => {
    expect(read(aws)).toEqual([CLUSTER.accountId, ...more]);
  });
});
