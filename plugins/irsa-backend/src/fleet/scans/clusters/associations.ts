import type { ClusterBulkReader } from '../../../observe/bulk/ClusterBulkReader';
import {
  absent,
  type Observation,
  type ObservedAssociation,
} from '@backstage-irsa/core/model';
import type {
  Reading,
  ObservationStore,
} from '../../store/inventory/ObservationStore';
import { LastVerified } from '../LastVerified';
import { ObservationCache } from '../ObservationCache';
import type { AskingScan } from '../types';

/** The EKS Pod Identity associations of ServiceAccounts, by `namespace/name`. */
export interface Associations {
  of(key: string): Reading<ObservedAssociation>;
  /** The keys of the ServiceAccounts that have an association. */
  keys: string[];
  /** Whether all associations were listed. */
  listed: Observation<unknown>;
}

/** Reads the associations of a cluster: a list shows which exist, and the details are read one by one, in turns. */
export async function readAssociations(
  reader: ClusterBulkReader,
  options: {
    store: ObservationStore;
    scope: string;
    /** The last verifications, by `namespace/name`. */
    verified: LastVerified;
    at: string;
  } & AskingScan,
): Promise<Associations> {
  const listed = await reader.associations();
  const now = { readAt: options.at };
  if (listed.state !== 'found') {
    return { of: () => ({ ...now, answer: listed }), keys: [], listed };
  }
  const ids = new Map(
    listed.value.map(({ id, namespace, name }) => [`${namespace}/${name}`, id]),
  );
  const verified = new LastVerified();
  ids.forEach((id, key) => verified.note(id, options.verified.of(key)));
  const readings = await ObservationCache.take<ObservedAssociation>({
    ...options,
    verified,
    kind: 'association',
    keys: ids.values(),
    read: id => reader.association(id),
  });
  return {
    of: key => {
      const id = ids.get(key);
      return id === undefined
        ? { ...now, answer: absent() }
        : readings.reading(id);
    },
    keys: [...ids.keys()],
    listed,
  };
}
