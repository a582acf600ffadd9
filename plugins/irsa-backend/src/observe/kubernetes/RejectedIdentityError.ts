import { ApiException } from '@kubernetes/client-node';
import type {
  ClusterAccess,
  ClusterConfig,
  TokenRequestAccess,
} from '@backstage-irsa/core/model';

/** Thrown if a cluster does not accept an identity of the backend (401). */
export class RejectedIdentityError extends ApiException<string> {
  /** What happened and what to do, in sentences. */
  readonly reason: string;

  constructor(
    { name }: Pick<ClusterConfig, 'name'>,
    access: ClusterAccess | TokenRequestAccess,
  ) {
    super(401, 'Unauthorized', '', {});
    if (access.type === 'eks') {
      const who =
        'roleArn' in access
          ? access.roleArn
          : 'the IAM principal of this backend';
      this.reason = `Cluster ${name} does not accept ${who} (401). Usually the cluster has no access entry (or aws-auth mapping) for it: ask an administrator to create one with \`aws eks create-access-entry\`, as the setup of the cluster shows. Otherwise, its credentials are invalid or expired.`;
    } else {
      this.reason = `Cluster ${name} rejects the credentials of this backend (401), which are invalid or expired. Ask an administrator to renew the credentials of its access.`;
    }
  }
}
