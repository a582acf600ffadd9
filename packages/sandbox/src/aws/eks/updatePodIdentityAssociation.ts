import {
  checkSettings,
  passRoleAccess,
  readSettings,
} from './associationSettings';
import { requireCluster } from './clusters';
import { invalidParameter } from './errors';
import { textField } from './fields';
import type { EksOperation } from './operation';
import {
  associationAccess,
  associationJson,
  externalIdOf,
  requireAssociation,
} from './podIdentityAssociations';

const CHANGEABLE = ['roleArn', 'targetRoleArn', 'policy', 'disableSessionTags'];

export const updatePodIdentityAssociation: EksOperation = {
  name: 'UpdatePodIdentityAssociation',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/pod-identity-associations/{association}',
  access: (input, context) => {
    const roleArn = textField(input, 'roleArn');
    return [
      associationAccess('eks:UpdatePodIdentityAssociation', input, context),
      ...(roleArn === undefined ? [] : passRoleAccess(roleArn, context)),
    ];
  },
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const association = requireAssociation(cluster, input.path.association);
    if (!CHANGEABLE.some(name => (input.body[name] ?? null) !== null)) {
      throw invalidParameter('An update must change something');
    }
    const settings = readSettings(input, association);
    checkSettings(settings, context);
    Object.assign(association, {
      ...settings,
      externalId: settings.targetRoleArn && externalIdOf(cluster, association),
      modifiedAt: context.now,
    });
    return { association: associationJson(cluster, association) };
  },
};
