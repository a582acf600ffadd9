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

/** The actions that EKS Pod Identity needs to assume a role. */
export const POD_IDENTITY_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];

/** Returns the correct trust policy statement of a role for EKS Pod Identity: only this ServiceAccount of this cluster. */
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
 * Switches the service from the annotation to EKS Pod Identity.
 * @param wish - the role of the association, and the actions that the trust policy allows EKS
 * @throws FaultError if the role and the cluster are in different accounts, which EKS does not support
 */
export function switchToPodIdentity(
  service: Service,
  wish: { roleArn: string; actions: string[] },
): void {
  if (service.account.id !== service.cluster.accountId) {
    throw new FaultError(
      service.ref,
      'its role is not in the account of the cluster, as EKS Pod Identity requires',
    );
  }
  setTrustStatements(service, [podIdentityTrust(service, wish.actions)]);
  associate(service, wish.roleArn);
  annotate(service, { [ROLE_ARN_ANNOTATION]: undefined });
  restart(service);
}
