import type { Becomer } from '../model/types';
import type { ClusterFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import { principalsBySubject } from './accessEntries';
import { powersOf, type Power } from './powers';
import { distinct, groupedBy, namespacesOf, principalsOf } from './together';

/**
 * Who else can become a ServiceAccount, by the rights of Kubernetes: one entry for each subject and way, with everything that gives it. Parts of the
 * cluster itself and of this product are left out. Namespaced rights tell the namespace; what was not read is not told.
 */
export function becomersOf(
  cluster: ClusterFacts,
  ref: { namespace: string; name: string },
): Becomer[] {
  const self = `ServiceAccount ${ref.namespace}/${ref.name}`;
  const powers = powersOf(cluster, ref.namespace).filter(
    power => power.subject !== self && reaches(power, ref),
  );
  const principals = principalsBySubject(valueOf(cluster.accessEntries) ?? []);
  return groupedBy(powers, ({ subject, how }) => `${how} ${subject}`).map(
    same => becomerOf(cluster.name, same, principals),
  );
}

function reaches(
  { namespaces, serviceAccounts }: Power,
  { namespace, name }: { namespace: string; name: string },
): boolean {
  return (
    (namespaces?.includes(namespace) ?? true) &&
    (serviceAccounts?.includes(name) ?? true)
  );
}

function becomerOf(
  cluster: string,
  powers: Power[],
  bySubject: Map<string, string[]>,
): Becomer {
  const [{ subject, how }] = powers;
  const namespaces = namespacesOf(powers);
  const principals = principalsOf(powers, bySubject);
  return {
    cluster,
    subject,
    how,
    through: distinct(powers.map(({ through }) => through)).join(', '),
    ...(namespaces && { namespaces }),
    ...(principals.length > 0 && { principals }),
  };
}
