import { clusterArn, requireCluster, seconds } from '../eks/clusters';
import { resourceNotFound } from '../eks/errors';
import { requiredText } from '../eks/fields';
import type { EksOperation } from '../eks/operation';
import { usedAssociationOf } from '../eks/podIdentityAssociations';
import { startPodSession } from './podSession';
import { POD_IDENTITY_AUDIENCE, verifyPodToken } from './podToken';

/** Returns the credentials of a pod for the pod's token. The EKS Pod Identity agent on each node calls this operation with the node's role. */
export const assumeRoleForPodIdentity: EksOperation = {
  name: 'AssumeRoleForPodIdentity',
  // Like the STS operations, it changes no state that anyone can read.
  write: false,
  method: 'POST',
  path: '/clusters/{name}/assume-role-for-pod-identity',
  access: ({ path }, context) => ({
    action: 'eks-auth:AssumeRoleForPodIdentity',
    resource: clusterArn(path.name, context),
  }),
  deniedStatus: 400,
  run: async (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const token = requiredText(input, 'token');
    const claims = await verifyPodToken(cluster, token, context.now);
    const { namespace, serviceaccount } = claims;
    const { name } = serviceaccount;
    const association = usedAssociationOf(cluster, { namespace, name });
    if (!association) {
      throw resourceNotFound(
        `No association found for service account ${namespace}/${name}`,
      );
    }
    const session = startPodSession({ cluster, association, claims }, context);
    return {
      subject: { namespace, serviceAccount: name },
      audience: POD_IDENTITY_AUDIENCE,
      podIdentityAssociation: {
        associationArn: association.arn,
        associationId: association.id,
      },
      assumedRoleUser: { arn: session.arn, assumeRoleId: session.userId },
      credentials: {
        accessKeyId: session.accessKeyId,
        secretAccessKey: session.secretAccessKey,
        sessionToken: session.sessionToken,
        expiration: seconds(session.expiresAt),
      },
    };
  },
};
