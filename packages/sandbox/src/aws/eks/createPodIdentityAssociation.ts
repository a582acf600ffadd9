import type { Cluster, PodIdentityAssociation } from '../../state/cluster';
import {
  checkSettings,
  passRoleAccess,
  readSettings,
} from './associationSettings';
import { clusterArn, requireCluster } from './clusters';
import { invalidRequest, resourceInUse } from './errors';
import { requiredText, textField } from './fields';
import type { EksInput, EksOperation } from './operation';
import {
  addAssociation,
  associationJson,
  associationOf,
} from './podIdentityAssociations';
import { createdTagContext, newTags, requestTagContext } from './tagging';

export const createPodIdentityAssociation: EksOperation = {
  name: 'CreatePodIdentityAssociation',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/pod-identity-associations',
  access: (input, context) => {
    const tags = newTags(input);
    const cluster = clusterArn(input.path.name, context);
    return [
      {
        action: 'eks:CreatePodIdentityAssociation',
        resource: cluster,
        context: requestTagContext(tags),
      },
      // The association ID is not known yet.
      ...(Object.keys(tags).length > 0
        ? [
            {
              action: 'eks:TagResource',
              resource: cluster
                .replace(':cluster/', ':podidentityassociation/')
                .concat('/*'),
              context: createdTagContext(tags),
            },
          ]
        : []),
      ...passRoleAccess(requiredText(input, 'roleArn'), context),
    ];
  },
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const madeBy = requestOf(input);
    const repeated = madeBefore(cluster, madeBy);
    if (repeated) {
      return { association: associationJson(cluster, repeated) };
    }
    const settings = readSettings(input);
    const namespace = requiredText(input, 'namespace');
    const name = requiredText(input, 'serviceAccount');
    checkSettings(settings, context);
    const existing = associationOf(cluster, { namespace, name });
    if (existing) {
      throw resourceInUse(`Association already exists: ${existing.id}`);
    }
    const association = addAssociation(
      cluster,
      {
        namespace,
        serviceAccount: name,
        ...settings,
        tags: newTags(input),
        madeBy,
      },
      context.now,
    );
    const { newAssociations: lateMs } = context.world.propagation.delays;
    if (lateMs > 0) {
      association.isNew = true;
      setTimeout(() => delete association.isNew, lateMs).unref();
    }
    return { association: associationJson(cluster, association) };
  },
};

type Request = PodIdentityAssociation['madeBy'];

function requestOf(input: EksInput): Request {
  const token = textField(input, 'clientRequestToken');
  const { clientRequestToken: _, ...asked } = input.body;
  return token
    ? { token, request: JSON.stringify(Object.entries(asked).sort()) }
    : undefined;
}

/** Returns the association that the same request created earlier. Throws `InvalidRequestException` for a different request with the same token. */
function madeBefore(
  { podIdentityAssociations }: Cluster,
  madeBy: Request,
): PodIdentityAssociation | undefined {
  const before =
    madeBy &&
    [...podIdentityAssociations.values()].find(
      association => association.madeBy?.token === madeBy.token,
    );
  if (before && before.madeBy?.request !== madeBy.request) {
    throw invalidRequest(
      'The clientRequestToken was used before with other parameters',
    );
  }
  return before;
}
