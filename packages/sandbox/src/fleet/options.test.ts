import { readFleet, sizeOfFleet } from './options';

describe('the size of a fleet', () => {
  it('is derived from the number of ServiceAccounts when it is not given', () => {
    expect(sizeOfFleet({})).toEqual({
      clusters: 3,
      accounts: 2,
      serviceAccounts: 10_000,
      roles: 4000,
      pods: 30_000,
      seed: 1,
    });
    expect(sizeOfFleet({ serviceAccounts: 1000, accounts: 1 })).toMatchObject({
      clusters: 2,
      roles: 400,
      pods: 3000,
    });
  });

  it.each([
    [{ clusters: 301 }, 'clusters must be a whole number from 1 to 300'],
    [{ accounts: 5, clusters: 5 }, 'accounts=5 needs at least clusters=6'],
    [{ accounts: 1, clusters: 3 }, 'accounts=1 has only'],
    [{ serviceAccounts: 1.5 }, 'fleet: serviceAccounts must be a whole number'],
    [{ serviceAccounts: 1000, roles: 100 }, '100 roles are too few'],
  ])('cannot be %j', (options, message) => {
    expect(() => sizeOfFleet(options)).toThrow(message);
  });

  it('is read from the command line', () => {
    expect(readFleet('serviceAccounts=1000, pods=5,seed=7')).toEqual({
      serviceAccounts: 1000,
      pods: 5,
      seed: 7,
    });
    expect(readFleet('')).toEqual({});
    expect(() => readFleet('people=3')).toThrow('"people=3" must be one of');
    expect(() => readFleet('pods=many')).toThrow('--fleet: "pods=many"');
    expect(() => readFleet('clusters=0')).toThrow('clusters must be');
  });
});
