import { addAssociation } from '../aws/eks/podIdentityAssociations';
import type { StatementText } from './iam';
import {
  annotate,
  FaultError,
  restart,
  ROLE_ARN_ANNOTATION,
  setTrustStatements,
  type Service,
} from './service';

/** The actions that EKS Pod Identity needs to hand out a role. */
export const POD_IDENTITY_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];

/** What the trust policy of a role for EKS Pod Identity ought to say: this ServiceAccount of this cluster, and no other. */
export function podIdentityTrust(
  { cluster, ref }: Pick<Service, 'cluster' | 'ref'>,
  actions: string[] = POD_IDENTITY_ACTIONS,
): StatementText {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: actions,
    Condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': ref.namespace,
        'aws:RequestTag/kubernetes-service-account': ref.name,
      },
    },
  };
}

/** Associates a role with the ServiceAccount, as `aws eks create-pod-identity-association` does. */
export function associate(
  { api, cluster, ref }: Service,
  roleArn: string,
): void {
  const { namespace, name: serviceAccount } = ref;
  addAssociation(cluster, { namespace, serviceAccount, roleArn }, api.now());
}

/**
 * Gives the service its identity by EKS Pod Identity instead of the annotation.
 * @param wish - the role of the association, and the actions that the trust policy allows EKS
 * @throws FaultError when the role is in another account than the cluster, which EKS does not take
 */
export function switchToPodIdentity(
  service: Service,
  wish: { roleArn: string; actions: string[] },
): void {
  if (service.account.id !== service.cluster.accountId) {
    throw new FaultError(
      service.ref,
      'its role is in another account than the cluster, which EKS Pod Identity does not take',
    );
  }
  setTrustStatements(service, [podIdentityTrust(service, wish.actions)]);
  associate(service, wish.roleArn);
  annotate(service, { [ROLE_ARN_ANNOTATION]: undefined });
  restart(service);
}
