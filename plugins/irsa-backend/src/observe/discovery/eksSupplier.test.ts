import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import { AwsClients } from '../aws/AwsClients';
import { eksSupplier } from './eksSupplier';

jest.setTimeout(60_000);

const ACCOUNT = '111122223333';

describe('the failures of the regions of an account', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-regions-'));
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
  });
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  /** Returns the failures of these regions if the account has not enabled the given ones. */
  const failuresIn = async (regions: string[], disabled: string[]) => {
    const { world, administrators, awsEndpoint } = sandbox;
    world.accounts.get(ACCOUNT)!.disabledRegions = new Set(disabled);
    const aws = new AwsClients({
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () => administrators.get(ACCOUNT)!,
        }),
      },
      ...{ budget: { take: async () => {} }, isKnown: () => true },
      ...{ endpoint: awsEndpoint, timeoutMs: 10_000 },
    });
    const places = await eksSupplier({ aws, regions }).discover({
      accounts: [ACCOUNT],
      signal: AbortSignal.timeout(10_000),
    });
    return Object.fromEntries(
      places.map(({ place, failure }) => [place, failure]),
    );
  };
  const notEnabled = (region: string) => ({
    message: `Region ${region} is probably not enabled in account ${ACCOUNT}. AWS answered UnrecognizedClientException: The security token included in the request is invalid.`,
    remediation: `Enable region ${region} in account ${ACCOUNT}, or leave it out of irsa.discovery.regions.`,
  });
  const refused = {
    message: expect.stringMatching(/^AWS rejects the credentials/),
  };

  it.each<[string, string[], string[], (object | undefined)[]]>([
    [
      'all regions are enabled',
      ['eu-west-1', 'eu-central-1'],
      [],
      [undefined, undefined],
    ],
    [
      'one of 2 regions is not enabled',
      ['eu-west-1', 'eu-south-1'],
      ['eu-south-1'],
      [undefined, notEnabled('eu-south-1')],
    ],
    [
      'the only region is not enabled',
      ['eu-south-1'],
      ['eu-south-1'],
      [notEnabled('eu-south-1')],
    ],
    [
      'a region that needs no opt-in is not enabled',
      ['eu-west-1', 'eu-central-1'],
      ['eu-central-1'],
      [undefined, notEnabled('eu-central-1')],
    ],
    [
      'AWS rejects the credentials in the only region',
      ['eu-west-1'],
      ['eu-west-1'],
      [refused],
    ],
  ])('are as expected when %s', async (_, regions, disabled, failures) => {
    expect(await failuresIn(regions, disabled)).toEqual(
      Object.fromEntries(
        regions.map((region, i) => [`${ACCOUNT}/${region}`, failures[i]]),
      ),
    );
  });
});
