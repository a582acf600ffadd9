import {
  readTrustPolicy,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import { namedSubjects } from '../checks/trustLint';
import type { ObservedRole } from '../observe/types';

/** The one principal of EKS Pod Identity: which pods come by it, associations say. */
const POD_IDENTITY = 'Service: pods.eks.amazonaws.com';

/** Whom a role trusts beside the ServiceAccount: ServiceAccounts as `namespace/name`, and principals of other kinds. */
export function trustedBeside(
  { trust }: ObservedRole,
  { namespace, name }: Pick<ServiceAccountRef, 'namespace' | 'name'>,
): string[] {
  const statements = trust.document
    ? readTrustPolicy(trust.document).filter(({ effect }) => effect === 'Allow')
    : [];
  const subjects = namedSubjects(statements).filter(
    subject => subject !== `${namespace}/${name}`,
  );
  const others = statements
    .flatMap(statement => statement.others)
    .filter(principal => principal !== POD_IDENTITY);
  return [...new Set([...subjects, ...others])];
}
