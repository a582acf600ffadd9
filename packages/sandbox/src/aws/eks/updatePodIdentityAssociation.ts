import { requireCluster } from './clusters';
import { textField } from './fields';
import type { EksOperation } from './operation';
import {
  associationAccess,
  associationJson,
  checkRole,
  passRoleAccess,
  requireAssociation,
} from './podIdentityAssociations';

export const updatePodIdentityAssociation: EksOperation = {
  name: 'UpdatePodIdentityAssociation',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/pod-identity-associations/{association}',
  access: (input, context) => {
    const roleArn = textField(input, 'roleArn');
    return [
      associationAccess('eks:UpdatePodIdentityAssociation', input, context),
      ...(roleArn === undefined ? [] : [passRoleAccess(roleArn)]),
    ];
  },
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const association = requireAssociation(cluster, input.path.association);
    const roleArn = textField(input, 'roleArn') ?? association.roleArn;
    checkRole(roleArn);
    const { disableSessionTags } = input.body;
    Object.assign(association, {
      roleArn,
      targetRoleArn:
        textField(input, 'targetRoleArn') ?? association.targetRoleArn,
      ...(typeof disableSessionTags === 'boolean' && { disableSessionTags }),
      modifiedAt: context.now,
    });
    return { association: associationJson(cluster, association) };
  },
};
