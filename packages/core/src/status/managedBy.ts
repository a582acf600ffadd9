import type { ManagedBy } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { otherTool } from '../planning/rules/otherTools';

/**
 * Returns the tool whose markers are on the role, its own policy, or the ServiceAccount, in this order; undefined if there are none. A ServiceAccount
 * that is managed elsewhere on purpose does not count.
 */
export function managedByOf(observed: Observed): ManagedBy | undefined {
  const role = valueOf(observed.role);
  const own = (valueOf(observed.attachedPolicies) ?? [])
    .flatMap(policy => valueOf(policy) ?? [])
    .find(({ name }) => name === role?.name);
  const account = valueOf(observed.serviceAccount);
  return (
    otherTool(role?.tags ?? {}) ??
    otherTool(own?.tags ?? {}) ??
    (observed.existing
      ? undefined
      : otherTool({ ...account?.labels, ...account?.annotations }))
  );
}
