import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from './sandbox';

const HELP = `Usage: sandbox [options]

A local AWS (IAM, STS, EKS, S3) and two clusters, for development and tests.

  --directory <folder>      where kubeconfig and the *.env files go (IRSA_SANDBOX_DIRECTORY, default .sandbox)
  --aws-port <port>         port of all AWS services (IRSA_SANDBOX_AWS_PORT, default 4566)
  --cluster-ports <a>,<b>   ports of prod-eu and staging-eu (IRSA_SANDBOX_CLUSTER_PORTS, default 6443,6444)
`;

/**
 * Runs the sandbox until SIGINT or SIGTERM.
 * @param began - when the process began, for the time that it says it took, in milliseconds of `performance.now()`
 */
export async function run(
  args: string[],
  env: NodeJS.ProcessEnv,
  began: number,
): Promise<void> {
  try {
    const options = readOptions(args, env);
    if (!options) {
      say(HELP);
      return;
    }
    const sandbox = await startSandbox(options);
    say(
      'THIS IS A DEVELOPMENT TOOL. It is not AWS; keep nothing real in it.\n',
    );
    say(`AWS          ${sandbox.awsEndpoint}\n`);
    for (const { name, endpoint } of sandbox.clusters) {
      say(`${name.padEnd(12)} ${endpoint}\n`);
    }
    say(`Files        ${options.directory}\n`);
    say(`Sandbox ready in ${Math.round(performance.now() - began)} ms\n`);
    const stop = () => {
      void sandbox.close().then(() => process.exit(0));
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

/** Undefined when help is asked for. */
function readOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
): SandboxOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      directory: { type: 'string' },
      'aws-port': { type: 'string' },
      'cluster-ports': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    return undefined;
  }
  const awsPort = values['aws-port'] ?? env.IRSA_SANDBOX_AWS_PORT;
  const clusterPorts =
    values['cluster-ports'] ?? env.IRSA_SANDBOX_CLUSTER_PORTS;
  return {
    directory: values.directory ?? env.IRSA_SANDBOX_DIRECTORY ?? '.sandbox',
    ...(awsPort === undefined
      ? {}
      : { awsPort: readPort('--aws-port', awsPort) }),
    ...(clusterPorts === undefined
      ? {}
      : {
          clusterPorts: clusterPorts
            .split(',')
            .map(port => readPort('--cluster-ports', port)),
        }),
  };
}

function readPort(flag: string, value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value.trim()) || port > 65_535) {
    throw new Error(
      `${flag}: "${value}" is not a port, a number from 0 to 65535.`,
    );
  }
  return port;
}

function say(text: string): void {
  process.stdout.write(text);
}
