import type {
  Grant,
  IamServiceAccount,
  Mechanism,
  ServiceAccountManager,
} from '@backstage-irsa/core/model';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';

/** The fields of a form that say what a component has. */
interface AccessFields {
  cluster?: string;
  namespace?: string;
  name?: string;
  mechanism?: Mechanism;
  serviceAccount?: ServiceAccountManager;
  grants?: Grant[];
}

/** Of a component that has nothing yet. */
export const NO_ACCESS: AccessFields = {
  cluster: undefined,
  namespace: undefined,
  name: undefined,
  mechanism: undefined,
  serviceAccount: undefined,
  grants: undefined,
};

/** Tools that bring ServiceAccounts into clusters. */
const DEPLOYERS = ['Argo CD', 'Flux', 'Helm'];

/** Who manages the ServiceAccount: as asked for, or else as its own marks say. */
function managerOf({
  spec,
  managedBy,
}: IamServiceAccount): ServiceAccountManager | undefined {
  if (spec) return spec.serviceAccount;
  return managedBy && DEPLOYERS.includes(managedBy.tool)
    ? 'existing'
    : undefined;
}

/** What an IAM service account has, as the fields of a form; without grants where nobody asked us for it. */
export function accessFieldsOf(account: IamServiceAccount): AccessFields {
  const { cluster, namespace, name, spec } = account;
  const mechanism = askedMechanism(account);
  const serviceAccount = managerOf(account);
  const place = { cluster, namespace, name };
  return { ...place, mechanism, serviceAccount, grants: spec?.grants };
}
