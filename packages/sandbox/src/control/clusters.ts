import { isRegion } from '@backstage-irsa/core/arn';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { fieldOf, InvalidSentError, parseSent } from './sent';

/** The fields of a cluster that is added while the sandbox is running. */
export type ClusterPlace = Pick<Cluster, 'name' | 'accountId' | 'region'>;

/** Adds and removes clusters while the sandbox is running. */
export interface ClusterControl {
  addCluster(place: ClusterPlace): Promise<unknown>;
  removeCluster(name: string): Promise<void>;
}

/**
 * Adds a cluster from a JSON text `{ "name": "…", "accountId": "…", "region": "…" }`. The new cluster has none of the objects that the backend needs.
 * @throws InvalidSentError
 */
export async function addSent(
  world: World,
  control: ClusterControl,
  body: string,
): Promise<ClusterPlace> {
  const place = readPlace(world, body);
  await control.addCluster(place);
  return place;
}

/** Deletes a cluster. @throws InvalidSentError */
export async function removeNamed(
  world: World,
  control: ClusterControl,
  name: string | undefined,
): Promise<{ name: string }> {
  if (name === undefined || !world.clusters.has(name)) {
    throw new InvalidSentError(
      'unknown cluster; use a name from GET /__sandbox/state',
    );
  }
  await control.removeCluster(name);
  return { name };
}

function readPlace(world: World, body: string): ClusterPlace {
  const sent = parseSent(body);
  const [name, accountId, region] = ['name', 'accountId', 'region'].map(field =>
    String(fieldOf(sent, field)),
  );
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(name)) {
    throw new InvalidSentError(
      'name must contain only letters, digits, "-" and "_", at most 100 characters',
    );
  }
  if (!world.accounts.has(accountId)) {
    throw new InvalidSentError('accountId is not an account of the sandbox');
  }
  if (!isRegion(region))
    throw new InvalidSentError('region is not an AWS region');
  if (world.clusters.has(name)) {
    throw new InvalidSentError(`cluster ${name} already exists`);
  }
  return { name, accountId, region };
}
