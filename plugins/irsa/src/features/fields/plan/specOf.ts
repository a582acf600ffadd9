import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Grant, IamServiceAccountSpec } from '@backstage-irsa/core/model';

/** What a reference leaves out. */
const DEFAULTS = { defaultKind: 'Component', defaultNamespace: 'default' };

/** The text of a field; undefined while it is empty. */
export function textOf(data: Record<string, unknown>, key: string) {
  const value = data[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The name of a component, for a ServiceAccount that is to be called as it is. */
export function nameOf(entityRef: string): string | undefined {
  try {
    return parseEntityRef(entityRef, DEFAULTS).name;
  } catch {
    return undefined;
  }
}

/** Whether a row has all that makes it a grant; the others are still being filled in. */
export function isWhole(grant: Partial<Grant> | null): grant is Grant {
  return Boolean(grant?.service && grant.access && grant.resource);
}

/** Where a form keeps what a spec is made of, when not in the fields of these names. */
export type SpecFields = {
  /** The field that names the component. */
  component?: string;
  /** Grants that other fields amount to. */
  grants?: { service: string; accessField: string; resourceField: string }[];
  /** Whether what the form does not ask for stays as it is recorded. */
  keepUnspecified?: boolean;
};

/** The rows of a form that are grants. */
export function wholeGrants(rows: unknown): Grant[] {
  return Array.isArray(rows) ? rows.filter(isWhole) : [];
}

function grantsOf(data: Record<string, unknown>, fields: SpecFields): Grant[] {
  return wholeGrants(
    fields.grants?.map(({ service, accessField, resourceField }) => ({
      service,
      access: textOf(data, accessField),
      resource: textOf(data, resourceField),
    })) ?? data.grants,
  );
}

/** A full reference, whatever was left out of it; as it is when it is none. */
export function fullRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, DEFAULTS));
  } catch {
    return ref;
  }
}

/**
 * The spec that a form amounts to by its fields `component`, `owner`, `cluster`, `namespace`, `name`, `mechanism`, `serviceAccount` and `grants`;
 * undefined while it says too little. Without a field `name` the ServiceAccount is called as the component.
 */
export function specOf(
  formData: unknown,
  fields: SpecFields = {},
): IamServiceAccountSpec | undefined {
  const data = (formData ?? {}) as Record<string, unknown>;
  const component = textOf(data, fields.component ?? 'component');
  const cluster = textOf(data, 'cluster');
  const namespace = textOf(data, 'namespace');
  const name = textOf(data, 'name') ?? (component && nameOf(component));
  const owner = textOf(data, 'owner');
  const { mechanism, serviceAccount } = data;
  if (!component || !cluster || !namespace || !name) return undefined;
  return {
    entityRef: fullRef(component),
    cluster,
    namespace,
    name,
    ...((mechanism === 'irsa' || mechanism === 'pod-identity') && {
      mechanism,
    }),
    ...((serviceAccount === 'managed' || serviceAccount === 'existing') && {
      serviceAccount,
    }),
    grants: grantsOf(data, fields),
    ...(owner && { owner }),
  };
}
