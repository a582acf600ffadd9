import { readTrustPolicy } from '../trust/read';
import { type IamServiceAccount } from '../model/types';
import { namedSubjects } from '../checks/utils/trustLint';
import type { ObservedRole } from '../model/observed';

/** The principal of EKS Pod Identity. Associations determine the pods that use it. */
const POD_IDENTITY = 'Service: pods.eks.amazonaws.com';

/**
 * Returns the principals that a role trusts other than the ServiceAccount: ServiceAccounts as `namespace/name`, and principals of other kinds. The
 * pod role from which EKS Pod Identity assumes a target role belongs to the ServiceAccount.
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
