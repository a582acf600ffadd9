import { requireCluster } from './clusters';
import type { EksOperation } from './operation';
import {
  associationAccess,
  associationJson,
  requireAssociation,
} from './podIdentityAssociations';

export const deletePodIdentityAssociation: EksOperation = {
  name: 'DeletePodIdentityAssociation',
  write: true,
  method: 'DELETE',
  path: '/clusters/{name}/pod-identity-associations/{association}',
  access: (input, context) =>
    associationAccess('eks:DeletePodIdentityAssociation', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const association = requireAssociation(cluster, path.association);
    const forget = () => cluster.podIdentityAssociations.delete(association.id);
    const { associations: lateMs } = context.world.propagation.delays;
    if (lateMs > 0) setTimeout(forget, lateMs).unref();
    else forget();
    return { association: associationJson(cluster, association) };
  },
};
