import { requireCluster } from './clusters';
import type { EksOperation } from './operation';
import {
  associationAccess,
  associationJson,
  requireAssociation,
} from './podIdentityAssociations';

export const describePodIdentityAssociation: EksOperation = {
  name: 'DescribePodIdentityAssociation',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/pod-identity-associations/{association}',
  access: (input, context) =>
    associationAccess('eks:DescribePodIdentityAssociation', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const association = requireAssociation(cluster, path.association);
    return { association: associationJson(cluster, association) };
  },
};
