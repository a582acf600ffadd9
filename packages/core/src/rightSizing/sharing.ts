import { readTrustPolicy } from '../trust/read';
import { type IamServiceAccount } from '../model/types';
import { namedSubjects } from '../checks/utils/trustLint';
import type { ObservedRole } from '../model/observed';

/** The one principal of EKS Pod Identity: which pods come by it, associations say. */
const POD_IDENTITY = 'Service: pods.eks.amazonaws.com';

/**
 * Whom a role trusts beside the ServiceAccount: ServiceAccounts as `namespace/name`, and principals of other kinds. The role by which EKS Pod
 * Identity comes to a target role is the ServiceAccount's own.
 */
export function trustedBeside(
  { trust }: ObservedRole,
  {
    namespace,
    name,
    association,
  }: Pick<IamServiceAccount, 'namespace' | 'name' | 'association'>,
): string[] {
  const statements = trust.document
    ? readTrustPolicy(trust.document).filter(({ effect }) => effect === 'Allow')
    : [];
  const subjects = namedSubjects(statements).filter(
    subject => subject !== `${namespace}/${name}`,
  );
  const others = statements
    .flatMap(statement => statement.others)
    .filter(
      principal =>
        principal !== POD_IDENTITY &&
        principal !== `AWS: ${association?.roleArn}`,
    );
  return [...new Set([...subjects, ...others])];
}
