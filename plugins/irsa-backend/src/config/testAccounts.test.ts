import { ConfigReader } from '@backstage/config';
import { readTestAccounts } from './testAccounts';

const read = (...environments: (string | undefined)[]) =>
  readTestAccounts(
    new ConfigReader({
      accounts: environments.map((environment, index) => ({
        accountId: `11112222333${index}`,
        ...(environment !== undefined && { environment }),
      })),
    }),
  );

describe('readTestAccounts', () => {
  it('returns the test accounts', () => {
    expect(read('test', 'production', undefined)).toEqual(['111122223330']);
    expect(readTestAccounts(undefined)).toEqual([]);
  });

  it('rejects an unknown environment', () => {
    expect(() => read('production', 'staging')).toThrow(
      'irsa.accounts[1].environment is "staging": write one of production, test.',
    );
  });
});
