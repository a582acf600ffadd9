import type { ClusterConfig, Observation } from '@backstage-irsa/core/model';
import { yieldTurn } from '../../../lib/yieldTurn';
import type { AwsClients } from '../../../observe/aws/AwsClients';
import {
  readEncryption,
  readPolicy,
  type ResourcePlace,
} from '../../../observe/resources';
import type { AccountLookup } from './AccountLookup';
import { LastVerified } from '../LastVerified';
import { ObservationCache } from '../ObservationCache';
import {
  reachOf,
  subjectRoles,
  type ClusterSurroundings,
} from './observeSubject';
import { clusterScope } from '../scopes';
import type { Subject } from './subjects';
import type { AskingScan, ScanStores } from '../types';

/**
 * The maximum number of buckets whose policy, and of resources whose encryption, one scan reads for the first time. Several clusters can share an
 * account, and its call budget must last for the first scans of all of them.
 */
const MOST_RESOURCES = 100;

/** A bucket by name, or a resource by `grantId`, with the account of the role that names it. */
interface PlacedResource {
  accountId: string;
  id: string;
}

/** How many IAM service accounts are processed before other work gets a turn. */
const CHUNK = 20;

/** The cluster to read, and when. */
interface ScannedCluster extends AskingScan {
  config: ClusterConfig;
  /** ISO 8601. */
  at: string;
}

/** Reads the buckets and further roles that roles name, and the resources that grants name. Returns functions to look them up. */
export async function readNamedResources(
  { aws, stores }: { aws: AwsClients; stores: ScanStores },
  look: ScannedCluster,
  { subjects, book }: { subjects: Subject[]; book: AccountLookup },
): Promise<Pick<ClusterSurroundings, 'bucketPolicy' | 'encryption'>> {
  const { config } = look;
  const assumed = new Set<string>();
  const buckets = new Map<string, PlacedResource>();
  const encrypted = new Map<string, PlacedResource>();
  const verified = new LastVerified();
  for (const [index, subject] of subjects.entries()) {
    const roles = subjectRoles(subject, { config, book });
    const accountId = roles.podsAccountId;
    const named = reachOf(subject, roles);
    for (const arn of named.roles) {
      assumed.add(arn);
      verified.note(arn, subject.before?.verifiedAt);
    }
    const note = (
      resources: Map<string, PlacedResource>,
      resource: PlacedResource,
    ) => {
      const key = `${accountId}/${resource.id}`;
      resources.set(key, resource);
      verified.note(key, subject.before?.verifiedAt);
    };
    for (const id of named.buckets) note(buckets, { accountId, id });
    for (const id of named.encrypted) note(encrypted, { accountId, id });
    if (index % CHUNK === 0) await yieldTurn();
  }
  await book.loadAssumedRoles(assumed, verified);
  const take = <T>(
    kind: 'bucket' | 'encryption',
    resources: Map<string, PlacedResource>,
    read: (place: ResourcePlace, id: string) => Promise<Observation<T>>,
  ) =>
    ObservationCache.take<T>({
      store: stores.readings,
      scope: clusterScope(config.name),
      kind,
      keys: resources.keys(),
      read: key => {
        const { accountId = '', id = '' } = resources.get(key) ?? {};
        const accountIds = [...new Set([accountId, config.accountId])];
        return read({ accountIds, region: config.region }, id);
      },
      most: MOST_RESOURCES,
      verified,
      ...look,
    });
  const [policies, encryptions] = await Promise.all([
    take('bucket', buckets, (place, name) =>
      readPolicy(aws, place, { service: 's3', name }),
    ),
    take('encryption', encrypted, (place, id) => {
      const [service, ...name] = id.split('/');
      return readEncryption(aws, place, { service, name: name.join('/') });
    }),
  ]);
  return {
    bucketPolicy: (accountId, name) => policies.reading(`${accountId}/${name}`),
    encryption: (accountId, id) => encryptions.reading(`${accountId}/${id}`),
  };
}
