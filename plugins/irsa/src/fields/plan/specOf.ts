import { parseEntityRef } from '@backstage/catalog-model';
import type {
  Grant,
  IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';

function textOf(data: Record<string, unknown>, key: string) {
  const value = data[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The name of a component, for a ServiceAccount that is to be called as it is. */
function nameOf(entityRef: string): string | undefined {
  try {
    return parseEntityRef(entityRef, { defaultKind: 'Component' }).name;
  } catch {
    return undefined;
  }
}

/** Whether a row has all that makes it a grant; the others are still being filled in. */
export function isWhole(grant: Partial<Grant>): grant is Grant {
  return Boolean(grant.service && grant.access && grant.resource);
}

/**
 * The spec that a form amounts to by its fields `component`, `owner`, `cluster`, `namespace`, `name` and `grants`; undefined while it says too
 * little. Without a field `name` the ServiceAccount is called as the component.
 */
export function specOf(formData: unknown): IamServiceAccountSpec | undefined {
  const data = (formData ?? {}) as Record<string, unknown>;
  const entityRef = textOf(data, 'component');
  const cluster = textOf(data, 'cluster');
  const namespace = textOf(data, 'namespace');
  const name = textOf(data, 'name') ?? (entityRef && nameOf(entityRef));
  const owner = textOf(data, 'owner');
  if (!entityRef || !cluster || !namespace || !name) return undefined;
  const grants: Partial<Grant>[] = Array.isArray(data.grants)
    ? data.grants
    : [];
  return {
    entityRef,
    cluster,
    namespace,
    name,
    grants: grants.filter(isWhole),
    ...(owner && { owner }),
  };
}
