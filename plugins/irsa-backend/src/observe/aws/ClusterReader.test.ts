import type { AwsClients } from './AwsClients';
import { ClusterReader } from './ClusterReader';

const PLACE = {
  ...{ accountId: '111122223333', region: 'eu-west-1' },
  eksName: 'prod-eu',
};
const MINUTE = 60_000;

const issuerOf = (id: string) =>
  `https://oidc.eks.eu-west-1.amazonaws.com/id/${id}`;
const described = (id: string) => ({
  cluster: {
    arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
    identity: { oidc: { issuer: issuerOf(id) } },
    certificateAuthority: { data: 'Q0E=' },
    endpoint: 'https://prod-eu.eks.amazonaws.com',
  },
});
const failure = (name: string) =>
  Object.assign(new Error(name), { name, $fault: 'server' });

describe('the reader of clusters', () => {
  let send: jest.Mock;
  let reader: ClusterReader;
  let now: number;

  beforeEach(() => {
    send = jest.fn();
    const aws = { eks: () => ({ send }) } as unknown as AwsClients;
    reader = new ClusterReader({ aws });
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('keeps the issuer for an hour although later reads fail', async () => {
    send.mockResolvedValueOnce(described('OLD'));
    await reader.describeNow(PLACE);
    send.mockRejectedValue(failure('ServerException'));
    now += 59 * MINUTE;
    await expect(reader.describeNow(PLACE)).rejects.toThrow();
    expect(await reader.issuer(PLACE)).toBe(issuerOf('OLD'));
    now += 2 * MINUTE;
    await expect(reader.issuer(PLACE)).rejects.toThrow('ServerException');
  });

  it('requests the issuer again a minute after a failure', async () => {
    send.mockRejectedValue(failure('ServerException'));
    await expect(reader.issuer(PLACE)).rejects.toThrow();
    await expect(reader.issuer(PLACE)).rejects.toThrow();
    expect(send).toHaveBeenCalledTimes(1);
    send.mockResolvedValue(described('NEW'));
    now += MINUTE;
    expect(await reader.issuer(PLACE)).toBe(issuerOf('NEW'));
  });

  it('returns no issuer of a cluster that does not exist', async () => {
    send.mockResolvedValueOnce(described('OLD'));
    await reader.describeNow(PLACE);
    send.mockRejectedValue(failure('ResourceNotFoundException'));
    await expect(reader.describeNow(PLACE)).rejects.toThrow();
    expect(await reader.issuer(PLACE)).toBeUndefined();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('keeps the answer to the later of two questions', async () => {
    let answer: (value: object) => void = () => {};
    send.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    send.mockResolvedValueOnce(described('NEW'));
    const first = reader.describeNow(PLACE);
    now += 1;
    await reader.describeNow(PLACE);
    answer(described('OLD'));
    await first;
    expect(await reader.issuer(PLACE)).toBe(issuerOf('NEW'));
  });
});
