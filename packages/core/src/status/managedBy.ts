import type { ManagedBy } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { otherTool } from '../planning/rules/otherTools';

/**
 * The tool that says that it manages the role, its own policy or the ServiceAccount, in this order; undefined when none does. A ServiceAccount that is
 * meant to be managed elsewhere says nothing of the rest.
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
