import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAwsServer } from './aws/server';
import { makeCompany } from './company';
import { ADMINISTRATOR } from './company/accounts';
import { addBackend, backendContexts, BACKEND_USER } from './company/backend';
import {
  addAccounts,
  addCluster,
  type OrganizationOptions,
} from './company/manyAccounts';
import { plantFault, type FaultWish } from './company/faults';
import { type ExportFiles, makeExported } from './exports';
import { addFleet } from './fleet';
import { addPlaces } from './fleet/places';
import { type FleetOptions, sizeOfFleet } from './fleet/options';
import {
  startCluster,
  startClusters,
  type SandboxCluster,
} from './clusterServers';
import { writeKubeconfig } from './kubernetes';
import { close, listen } from './server/http';
import {
  awsEnvironments,
  backendEnvironments,
  type AdministratorKeys,
} from './environments';
import { hostConfig } from './hostConfig';
import type { Cluster } from './state/cluster';
import type { Disturbance } from './disturbances/Disturbances';
import type { PropagationDelays } from './state/propagation';
import type { World } from './state/world';

/**
 * The options for starting a sandbox.
 *
 * @public
 */
export interface SandboxOptions {
  /** The directory for `kubeconfig` and the `*.env` files. Only their owner can read the files. */
  directory: string;
  /** The port of all AWS services. Default 4566; 0 for any free port. */
  awsPort?: number;
  /** The host to listen on. Default `127.0.0.1`. The sandbox is for one person's machine: do not make it reachable for others. */
  host?: string;
  /** One port per cluster, in the order `prod-eu`, `staging-eu`, `prod-us`. Default 6443, 6444, and 6445. 0 or no entry means any free port. */
  clusterPorts?: number[];
  /** The faults to plant into healthy services of the company at startup, in this order. */
  faults?: FaultWish[];
  /**
   * Files with the permissions of the backend: IAM policies (`*.json`) and manifests (`*.yaml`). With them, the backend gets its own identity: its
   * keys are in `backend.env` and `backend-staging.env`, and its tokens are in `backend-kubeconfig`.
   */
  permissions?: string[];
  /** Whether the company has three more services, with roles that are marked as managed by CloudFormation, Terraform, and eksctl. */
  managedSamples?: boolean;
  /**
   * The size of a generated fleet beside the company. If the fleet has 3 or more clusters or only 1 account, the company has a third cluster,
   * `prod-us`. A larger fleet adds further clusters and accounts.
   */
  fleet?: FleetOptions;
  /** The accounts and clusters of an organization to add beside the company. */
  organization?: OrganizationOptions;
  /** Files that were exported from a real company. The sandbox then contains only the exported objects, without the sample company. */
  exports?: ExportFiles;
  /** The latency of every answer of AWS and Kubernetes, in milliseconds. */
  latencyMs?: number;
  /** The delays after which IAM and EKS show changes. Default: none. `POST /__sandbox/disturbances` changes them. */
  propagation?: Partial<PropagationDelays>;
  /** The disturbances of calls from the start. `POST /__sandbox/disturbances` changes them. */
  disturbances?: Disturbance[];
  /** Returns the current time. Tests replace it. Default: the real time. */
  now?: () => Date;
}

/**
 * A running sandbox.
 *
 * @public
 */
export interface Sandbox {
  world: World;
  /** The URL of all AWS services, such as `http://127.0.0.1:4566`. */
  awsEndpoint: string;
  clusters: SandboxCluster[];
  /** The administrator's keys of each account, by account ID. */
  administrators: Map<string, AdministratorKeys>;
  /** Adds a cluster to an account of the organization while the sandbox is running. */
  addCluster(
    place: Pick<Cluster, 'name' | 'accountId' | 'region'>,
  ): Promise<SandboxCluster>;
  /** Deletes a cluster while the sandbox is running. */
  removeCluster(name: string): Promise<void>;
  /** Stops all servers. The written files remain, but are no longer usable. */
  close(): Promise<void>;
}

const DEFAULT_AWS_PORT = 4566;
const DEFAULT_CLUSTER_PORTS = [6443, 6444, 6445];

/**
 * Creates a new company, serves its AWS services and clusters, and writes the files that clients need to connect. The AWS port opens last: when it
 * answers, the clusters and their kubeconfig files are ready.
 * @throws ListenError naming the port that is in use and how to choose another port
 * @throws FaultError if a fault cannot be planted
 *
 * @public
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = '127.0.0.1', awsPort = DEFAULT_AWS_PORT } = options;
  const directory = resolve(options.directory);
  const world = await makeWorld(options);
  world.disturbances.setLatency(options.latencyMs ?? 0);
  world.disturbances.replace(options.disturbances ?? []);
  world.propagation.set(options.propagation ?? {});
  if (options.permissions) {
    addBackend(world, options.permissions);
  }
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(stops.map(stop => stop()));
  };
  try {
    const clusters = await startClusters(
      world,
      host,
      options.clusterPorts ?? DEFAULT_CLUSTER_PORTS,
    );
    stops.push(...clusters.map(({ stop }) => stop));
    mkdirSync(directory, { recursive: true });
    await writeKubeconfig(
      [...world.clusters.values()],
      join(directory, 'kubeconfig'),
    );
    if (options.permissions) {
      await writeKubeconfig(
        [...world.clusters.values()],
        join(directory, 'backend-kubeconfig'),
        backendContexts,
      );
    }
    const control = clusterControl(world, host, { clusters, stops });
    const server = createAwsServer(world, control);
    const port = await listen(server, {
      host,
      port: awsPort,
      setting: '--aws-port or IRSA_SANDBOX_AWS_PORT',
    });
    stops.push(() => close(server));
    const awsEndpoint = `http://${host}:${port}`;
    const administrators = keysOf(world, ADMINISTRATOR);
    writeFiles(world, { directory, awsEndpoint, options, administrators });
    return {
      world,
      awsEndpoint,
      clusters,
      administrators,
      ...control,
      close: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Returns functions that add clusters with their API servers to the served clusters, and remove them. */
function clusterControl(
  world: World,
  host: string,
  served: { clusters: SandboxCluster[]; stops: (() => Promise<void>)[] },
): Pick<Sandbox, 'addCluster' | 'removeCluster'> {
  const { clusters, stops } = served;
  return {
    addCluster: async place => {
      const cluster = await addCluster(world, place);
      const added = await startCluster(world, cluster, { host, port: 0 });
      clusters.push(added);
      stops.push(added.stop);
      return added;
    },
    removeCluster: async name => {
      world.clusters.delete(name);
      const index = clusters.findIndex(each => each.name === name);
      if (index !== -1) await clusters.splice(index, 1)[0].stop();
    },
  };
}

/** Creates the world: either the company with its fleet and faults, or the objects of the exports. */
async function makeWorld(options: SandboxOptions): Promise<World> {
  const { now, managedSamples, fleet, faults = [] } = options;
  if (options.exports) {
    if (fleet || managedSamples || faults.length > 0) {
      throw new Error(
        'With exports, the sandbox contains only the exported data. Remove the options for a fleet, faults or samples.',
      );
    }
    return makeExported(options.exports, now);
  }
  const size = fleet && sizeOfFleet(fleet);
  const world = await makeCompany({
    now,
    managedSamples,
    secondRegion: size && (size.clusters > 2 || size.accounts === 1),
  });
  if (size) {
    await addPlaces(world, size);
    world.fleet = addFleet(world, size);
  }
  if (options.organization) {
    await addAccounts(world, options.organization);
  }
  for (const wish of faults) {
    plantFault(world, wish);
  }
  return world;
}

/** The name of the file that completes the host's configuration if the sandbox has other clusters or accounts than that configuration names. */
const HOST_CONFIG = 'app-config.sandbox.yaml';

function writeFiles(
  world: World,
  given: {
    directory: string;
    awsEndpoint: string;
    options: SandboxOptions;
    administrators: Map<string, AdministratorKeys>;
  },
): void {
  const { directory, awsEndpoint, options, administrators } = given;
  const files = awsEnvironments(awsEndpoint, administrators);
  rmSync(join(directory, HOST_CONFIG), { force: true });
  if (options.permissions) {
    const keys = keysOf(world, BACKEND_USER);
    for (const [name, content] of backendEnvironments(awsEndpoint, keys)) {
      files.set(name, content);
    }
    if (options.fleet || options.exports) {
      files.set(HOST_CONFIG, hostConfig(world, directory, keys));
    }
  }
  for (const [name, content] of files) {
    writePrivate(join(directory, name), content);
  }
}

/** Writes a file that only its owner can read. Deletes an existing file first, because overwriting would keep its mode. */
function writePrivate(file: string, content: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, content, { mode: 0o600 });
}

/** Returns the access key of the user with this name in each account, by account ID. */
function keysOf(world: World, user: string): Map<string, AdministratorKeys> {
  return new Map(
    [...world.accounts.values()].flatMap(({ id, alias, users }) => {
      const [key] = users.get(user)?.accessKeys ?? [];
      return key
        ? [[id, { alias, accessKeyId: key.id, secretAccessKey: key.secret }]]
        : [];
    }),
  );
}
