import type {
  Grant,
  IamServiceAccount,
  Mechanism,
  ServiceAccountManager,
} from '@backstage-irsa/core/model';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';

/** The fields of a form that hold the current access of a component. */
interface AccessFields {
  cluster?: string;
  namespace?: string;
  name?: string;
  mechanism?: Mechanism;
  serviceAccount?: ServiceAccountManager;
  grants?: Grant[];
}

/** The field values of a component without access. */
export const NO_ACCESS: AccessFields = {
  cluster: undefined,
  namespace: undefined,
  name: undefined,
  mechanism: undefined,
  serviceAccount: undefined,
  grants: undefined,
};

/** The tools that deploy ServiceAccounts to clusters. */
const DEPLOYERS = ['Argo CD', 'Flux', 'Helm'];

/** Returns what manages the ServiceAccount: the value in the spec or, without a spec, the tool detected from its metadata. */
function managerOf({
  spec,
  managedBy,
}: IamServiceAccount): ServiceAccountManager | undefined {
  if (spec) return spec.serviceAccount;
  return managedBy && DEPLOYERS.includes(managedBy.tool)
    ? 'existing'
    : undefined;
}

/** Returns an IAM service account as the fields of a form. Without a spec, there are no grants. */
export function accessFieldsOf(account: IamServiceAccount): AccessFields {
  const { cluster, namespace, name, spec } = account;
  const mechanism = askedMechanism(account);
  const serviceAccount = managerOf(account);
  const place = { cluster, namespace, name };
  return { ...place, mechanism, serviceAccount, grants: spec?.grants };
}
