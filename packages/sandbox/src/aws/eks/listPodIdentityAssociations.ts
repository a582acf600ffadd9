import { clusterArn, namesPage, requireCluster } from './clusters';
import type { EksOperation } from './operation';
import {
  associationSummary,
  requireAssociation,
} from './podIdentityAssociations';

export const listPodIdentityAssociations: EksOperation = {
  name: 'ListPodIdentityAssociations',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/pod-identity-associations',
  access: ({ path }, context) => ({
    action: 'eks:ListPodIdentityAssociations',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const matches = (parameter: string, value: string) =>
      (input.query.get(parameter) ?? value) === value;
    const ids = [...cluster.podIdentityAssociations.values()]
      .filter(
        ({ namespace, serviceAccount, isNew }) =>
          !isNew &&
          matches('namespace', namespace) &&
          matches('serviceAccount', serviceAccount),
      )
      .map(({ id }) => id)
      .sort();
    const shown = namesPage(ids, input);
    return {
      associations: shown.items.map(id =>
        associationSummary(cluster, requireAssociation(cluster, id)),
      ),
      nextToken: shown.marker ?? null,
    };
  },
};
