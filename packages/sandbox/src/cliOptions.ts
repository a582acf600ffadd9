import { parseArgs } from 'node:util';
import { faults } from '@backstage-irsa/core/model';
import { findFault, readRef, type FaultWish } from './company/faults';
import type { ExportFiles } from './exports';
import { readFleet } from './fleet/options';
import type { PropagationDelays } from './state/propagation';
import type { SandboxOptions } from './sandbox';

/** The service into which a fault is planted if `--fault` names no service. */
const DEFAULT_SERVICE = 'prod-eu/production/orders-api';

/** The text that `--help` prints. */
const HELP = `Usage: sandbox [options]

A local AWS (IAM, STS, EKS, EKS Auth, S3) and two clusters, for development and tests.

  --directory <folder>      folder for kubeconfig and the *.env files (IRSA_SANDBOX_DIRECTORY, default .sandbox)
  --aws-port <port>         port of all AWS services (IRSA_SANDBOX_AWS_PORT, default 4566)
  --cluster-ports <a>,<b>,… ports of prod-eu, staging-eu and prod-us (IRSA_SANDBOX_CLUSTER_PORTS, default 6443,6444,6445)
  --fault <name>[@<cluster>/<namespace>/<service>]
                            adds a fault to a healthy service, by default ${DEFAULT_SERVICE}; repeatable
  --aws-export <file>       AWS CLI export of a real account (docs/tutorials/exported-data.md); repeatable
  --kube-export <cluster>=<file>
                            kubectl export of a real cluster; repeatable
  --latency <ms>            delay of every AWS and Kubernetes response, in milliseconds
  --propagation <delays>    delay until IAM and EKS show changes, in seconds, such as reads=10,trust=45,tags=10,associations=2 (default: 0)
  --permissions <file>      IAM policy or Kubernetes manifest with the permissions of the backend; repeatable
  --faults                  lists the faults
  --fleet <sizes>           a generated fleet in addition to the company, such as serviceAccounts=10000,roles=4000,pods=30000,clusters=3,accounts=2,seed=1
                            (these are the defaults); adds a third cluster, prod-us, and
                            more clusters as requested, up to 300 clusters and 200 accounts
`;

/** The action that the command line requests. */
export type Command =
  | { kind: 'print'; text: string }
  | { kind: 'start'; options: SandboxOptions };

/**
 * Reads the command line and the environment.
 * @throws Error with a message for the person at the terminal
 */
export function readCommand(args: string[], env: NodeJS.ProcessEnv): Command {
  const { values } = parseArgs({
    args,
    options: {
      directory: { type: 'string' },
      'aws-port': { type: 'string' },
      'cluster-ports': { type: 'string' },
      fault: { type: 'string', multiple: true },
      faults: { type: 'boolean' },
      fleet: { type: 'string' },
      latency: { type: 'string' },
      propagation: { type: 'string' },
      'aws-export': { type: 'string', multiple: true },
      'kube-export': { type: 'string', multiple: true },
      permissions: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    return { kind: 'print', text: HELP };
  }
  if (values.faults) {
    return { kind: 'print', text: faultList() };
  }
  const exports = readExportFiles(values['aws-export'], values['kube-export']);
  const awsPort = values['aws-port'] ?? env.IRSA_SANDBOX_AWS_PORT;
  const clusterPorts =
    values['cluster-ports'] ?? env.IRSA_SANDBOX_CLUSTER_PORTS;
  return {
    kind: 'start',
    options: {
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
      ...(values.fleet !== undefined && { fleet: readFleet(values.fleet) }),
      ...(exports && { exports }),
      ...(values.latency !== undefined && {
        latencyMs: readLatency(values.latency),
      }),
      ...(values.propagation !== undefined && {
        propagation: readPropagation(values.propagation),
      }),
      ...(values.permissions && { permissions: values.permissions }),
      ...(values.fault && { faults: values.fault.map(readFault) }),
    },
  };
}

function readFault(text: string): FaultWish {
  const at = text.indexOf('@');
  const fault = at < 0 ? text : text.slice(0, at);
  const service = at < 0 ? DEFAULT_SERVICE : text.slice(at + 1);
  findFault(fault);
  readRef(service);
  return { fault, service };
}

function faultList(): string {
  return faults.map(({ id, title }) => `${id.padEnd(26)} ${title}\n`).join('');
}

function readExportFiles(
  accounts: string[] = [],
  clusterFiles: string[] = [],
): ExportFiles | undefined {
  const clusters: ExportFiles['clusters'] = {};
  for (const text of clusterFiles) {
    const [, cluster, file] = /^([a-zA-Z0-9][\w-]*)=(.+)$/.exec(text) ?? [];
    if (!cluster) {
      throw new Error(
        `--kube-export: "${text}" must be a cluster name, "=" and a file.`,
      );
    }
    (clusters[cluster] ??= []).push(file);
  }
  return accounts.length + clusterFiles.length > 0
    ? { accounts, clusters }
    : undefined;
}

function readLatency(value: string): number {
  if (!/^\d{1,5}$/.test(value.trim())) {
    throw new Error(
      `--latency: "${value}" is not a number of milliseconds from 0 to 60000.`,
    );
  }
  return Number(value);
}

function readPropagation(value: string): Partial<PropagationDelays> {
  const parts = value.split(',').map(part => {
    const [, name, seconds] =
      /^(reads|staleReads|trust|tags|permissions|newAssociations|associations)=(\d{1,3})$/.exec(
        part.trim(),
      ) ?? [];
    if (!name || Number(seconds) > 600) {
      throw new Error(
        `--propagation: "${part}" must be reads, staleReads, trust, tags, permissions, newAssociations or associations, "=" and seconds from 0 to 600.`,
      );
    }
    return [name, Number(seconds) * 1000];
  });
  return Object.fromEntries(parts);
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
