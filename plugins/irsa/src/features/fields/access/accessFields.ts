import type {
  Grant,
  IamServiceAccount,
  Mechanism,
} from '@backstage-irsa/core/model';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';

/** The fields of a form that say what a component has. */
interface AccessFields {
  cluster?: string;
  namespace?: string;
  name?: string;
  mechanism?: Mechanism;
  grants?: Grant[];
}

/** Of a component that has nothing yet. */
export const NO_ACCESS: AccessFields = {
  cluster: undefined,
  namespace: undefined,
  name: undefined,
  mechanism: undefined,
  grants: undefined,
};

/** What an IAM service account has, as the fields of a form; without grants where nobody asked us for it. */
export function accessFieldsOf(account: IamServiceAccount): AccessFields {
  const { cluster, namespace, name, spec } = account;
  const mechanism = askedMechanism(account);
  return { cluster, namespace, name, mechanism, grants: spec?.grants };
}
