import { EKSClient } from '@aws-sdk/client-eks';
import { readAccessEntries } from './accessEntries';

describe('readAccessEntries', () => {
  afterEach(() => jest.restoreAllMocks());

  const readWith = (message: string) => {
    const error = Object.assign(new Error(message), {
      ...{ name: 'InvalidRequestException', $fault: 'client' },
    });
    const eks = new EKSClient({ region: 'eu-west-1' });
    jest.spyOn(eks, 'send').mockImplementation(async () => {
      throw error;
    });
    return readAccessEntries(eks, 'prod-eu');
  };

  it('finds no entries of a cluster that uses only its ConfigMap', async () => {
    expect(
      await readWith(
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      ),
    ).toEqual({ state: 'found', value: [] });
  });

  it('does not know the entries of a cluster in another state that EKS refuses', async () => {
    expect(await readWith('Cluster is not in ACTIVE state.')).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('ACTIVE'),
    });
  });
});
