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
 * Buckets that one scan reads the policy of for the first time, and resources that it reads the encryption of. Several clusters may be in one account,
 * and the budget of calls for it is to last for their first scans.
 */
const MOST_RESOURCES = 100;

/** A bucket by its name, or a resource by its `grantId`, as it was named by a role of an account. */
interface PlacedResource {
  accountId: string;
  id: string;
}

/** IAM service accounts looked at before others get their turn. */
const CHUNK = 20;

/** Which cluster, when. */
interface ScannedCluster extends AskingScan {
  config: ClusterConfig;
  /** ISO 8601. */
  at: string;
}

/** The buckets and further roles that roles name, and what grants name. Answers how to look them up. */
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
