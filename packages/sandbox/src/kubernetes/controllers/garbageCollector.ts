import { resourceDefinitions } from '../resources';
import type { Controller } from './controller';

/** Removes the objects that a removed object owned, or only the owner reference if they are orphaned (Kubernetes, "Garbage Collection"). */
export const garbageCollector: Controller = (api, change) => {
  const { uid } = change.object.metadata;
  if (!change.removed || !uid) {
    return;
  }
  for (const definition of resourceDefinitions) {
    for (const dependent of api.store.dependents(definition, uid)) {
      const { namespace = '', name } = dependent.metadata;
      if (change.orphan) {
        const freed = structuredClone(dependent);
        freed.metadata.ownerReferences = freed.metadata.ownerReferences?.filter(
          owner => owner.uid !== uid,
        );
        api.setStatus(definition, freed);
      } else {
        api.delete(definition, namespace, name);
      }
    }
  }
};
