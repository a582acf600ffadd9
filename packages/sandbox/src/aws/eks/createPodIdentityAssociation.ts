import { clusterArn, requireCluster } from './clusters';
import { resourceInUse } from './errors';
import { requiredText, tagsField, textField } from './fields';
import type { EksOperation } from './operation';
import {
  addAssociation,
  associationJson,
  associationOf,
  checkRole,
  passRoleAccess,
} from './podIdentityAssociations';

export const createPodIdentityAssociation: EksOperation = {
  name: 'CreatePodIdentityAssociation',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/pod-identity-associations',
  access: (input, context) => [
    {
      action: 'eks:CreatePodIdentityAssociation',
      resource: clusterArn(input.path.name, context),
    },
    passRoleAccess(requiredText(input, 'roleArn')),
  ],
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const wish = {
      namespace: requiredText(input, 'namespace'),
      serviceAccount: requiredText(input, 'serviceAccount'),
      roleArn: requiredText(input, 'roleArn'),
      targetRoleArn: textField(input, 'targetRoleArn'),
      disableSessionTags: input.body.disableSessionTags === true,
      tags: tagsField(input),
    };
    checkRole(wish.roleArn);
    const { namespace, serviceAccount: name } = wish;
    const existing = associationOf(cluster, { namespace, name });
    if (existing) {
      throw resourceInUse(`Association already exists: ${existing.id}`);
    }
    const association = addAssociation(cluster, wish, context.now);
    return { association: associationJson(cluster, association) };
  },
};
