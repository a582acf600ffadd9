import {
  type ServiceAccountRef,
  EKS_ANNOTATIONS,
  serviceAccountId,
  absent,
  found,
  type Observation,
  type ObservedAssociation,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import { isNearMiss } from '@backstage-irsa/core/checks';
import type { ListedServiceAccount } from '../../../observe/bulk/ClusterBulkReader';
import { namedRoles } from '../../../observe/roles';
import { onceFor } from '../../../lib/onceFor';
import type { KnownServiceAccount } from '../../../serviceAccounts/KnownServiceAccount';
import type { Associations } from './associations';

/** An IAM service account of the cluster, without its pods. */
export interface Subject {
  id: string;
  ref: ServiceAccountRef;
  serviceAccount: Observation<ObservedServiceAccount>;
  association: Observation<ObservedAssociation>;
  /** When the association was read. ISO 8601. */
  readAt: string;
  before?: KnownServiceAccount;
  /** Whether it was written or verified separately while this was read: what was read is then possibly outdated. */
  isTouched?: boolean;
  /** Whether it is no longer an IAM service account: nothing gives it a role, and nobody requested one. */
  isGone: boolean;
}

/** Checks whether an annotation is meant to name a role, even if its key is mistyped. */
export function namesRole({ annotations }: ObservedServiceAccount): boolean {
  return Object.keys(annotations).some(
    key => key === EKS_ANNOTATIONS.roleArn || isNearMiss(key),
  );
}

/** Returns all IAM service accounts of a cluster: those for which a role is named, and the stored ones that are not deleted or still have a spec. */
export function subjectsOf(
  cluster: string,
  read: {
    listed: ListedServiceAccount[];
    associations: Pick<Associations, 'of' | 'keys'>;
    known: Map<string, KnownServiceAccount>;
  },
): Subject[] {
  const accounts = new Map(
    read.listed.map(({ namespace, name, account }) => [
      `${namespace}/${name}`,
      account,
    ]),
  );
  const known = new Map(
    [...read.known.values()].map(each => [
      `${each.namespace}/${each.name}`,
      each,
    ]),
  );
  const keys = new Set([
    ...accounts.keys(),
    ...read.associations.keys,
    ...[...known]
      .filter(([, { isGone, spec }]) => !isGone || spec !== null)
      .map(([key]) => key),
  ]);
  return [...keys].map(key => {
    const [namespace, name] = key.split('/');
    const ref = { cluster, namespace, name };
    const account = accounts.get(key);
    const { answer: association, readAt } = read.associations.of(key);
    const before = known.get(key);
    const hasRole =
      (account !== undefined && namesRole(account)) ||
      association.state !== 'absent';
    const isAskedFor =
      before !== undefined && (before.spec !== null || !before.isScanned);
    return {
      id: before?.id ?? serviceAccountId(ref),
      ref,
      serviceAccount: account ? found(account) : absent(),
      association,
      readAt,
      ...(before && { before }),
      isGone: !hasRole && !isAskedFor,
    };
  });
}

/** Returns the roles that an IAM service account names. */
export const rolesOf = onceFor(
  ({
    serviceAccount,
    association,
  }: Pick<Subject, 'serviceAccount' | 'association'>) =>
    namedRoles(serviceAccount, association),
);
