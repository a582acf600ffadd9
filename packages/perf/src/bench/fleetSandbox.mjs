import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { startService } from '../../../../scripts/lib/processes.mjs';
import { answers, readExports } from '../../../../scripts/lib/services.mjs';

/** The clusters of a generated fleet. `ACCOUNTS` has its accounts, with the files that contain their administrator keys. */
const CLUSTERS = [
  { name: 'prod-eu', accountId: '111122223333', region: 'eu-west-1' },
  { name: 'staging-eu', accountId: '444455556666', region: 'eu-west-1' },
  { name: 'prod-us', accountId: '111122223333', region: 'us-east-1' },
];
const ACCOUNTS = [
  { accountId: '111122223333', env: 'aws.env' },
  { accountId: '444455556666', env: 'aws-staging.env' },
];

/** Starts a separate sandbox with a generated fleet. Delays each response by `latencyMs`. */
export async function startFleetSandbox(
  tools,
  { directory, fleet, latencyMs = 0, ports },
) {
  const { failed, stop } = startService({
    name: 'The sandbox of the fleet',
    command: tools.node,
    args: [
      inRoot('packages', 'sandbox', 'bin', 'sandbox.js'),
      ...['--directory', directory],
      ...['--aws-port', String(ports.aws)],
      ...['--cluster-ports', ports.clusters.join(',')],
      ...['--latency', String(latencyMs)],
      '--fleet',
      Object.entries(fleet)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    ],
    cwd: inRoot(),
    env: tools.env,
    logFile: path.join(directory, 'logs', 'sandbox.log'),
  });
  const endpoint = `http://127.0.0.1:${ports.aws}`;
  await answers(`${endpoint}/__sandbox/faults`, failed);
  return {
    stop,
    endpoint,
    kubeconfig: path.join(directory, 'kubeconfig'),
    clusters: CLUSTERS.slice(0, fleet.clusters),
    accounts: ACCOUNTS.map(({ accountId, env }) => {
      const keys = readExports(path.join(directory, env));
      return { accountId, region: keys.AWS_REGION, keys };
    }),
  };
}
