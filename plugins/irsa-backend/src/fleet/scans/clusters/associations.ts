import type { ClusterBulkReader } from '../../../observe/bulk/ClusterBulkReader';
import { absent, type ObservedAssociation } from '@backstage-irsa/core/model';
import type {
  Reading,
  ObservationStore,
} from '../../store/inventory/ObservationStore';
import { LastVerified } from '../LastVerified';
import { ObservationCache } from '../ObservationCache';
import type { AskingScan } from '../types';

/** The association of each ServiceAccount that has one, by `namespace/name`. */
export interface Associations {
  of(key: string): Reading<ObservedAssociation>;
  /** Of those that have one. */
  keys: string[];
}

/** The associations of a cluster: which there are by a list, what each says by itself, in turns. */
export async function readAssociations(
  reader: ClusterBulkReader,
  options: {
    store: ObservationStore;
    scope: string;
    /** By `namespace/name`. */
    verified: LastVerified;
    at: string;
  } & AskingScan,
): Promise<Associations> {
  const listed = await reader.associations();
  const now = { readAt: options.at };
  if (listed.state !== 'found') {
    return { of: () => ({ ...now, answer: listed }), keys: [] };
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
  };
}
