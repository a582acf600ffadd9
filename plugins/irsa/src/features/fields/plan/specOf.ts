import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Grant, IamServiceAccountSpec } from '@backstage-irsa/core/model';

/** The default kind and namespace of an entity reference. */
const DEFAULTS = { defaultKind: 'Component', defaultNamespace: 'default' };

/** Returns the text of a field; undefined if it is empty. */
export function textOf(data: Record<string, unknown>, key: string) {
  const value = data[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the name of a component, which is the default name of its ServiceAccount. */
export function nameOf(entityRef: string): string | undefined {
  try {
    return parseEntityRef(entityRef, DEFAULTS).name;
  } catch {
    return undefined;
  }
}

/** Checks whether a row of the form is a complete grant. */
export function isWhole(grant: Partial<Grant> | null): grant is Grant {
  return Boolean(grant?.service && grant.access && grant.resource);
}

/** The form fields that contain the parts of a spec, if they are not in the fields with the same names. */
export type SpecFields = {
  /** The name of the field with the component. */
  component?: string;
  /** The fields from which the grants are built. */
  grants?: { service: string; accessField: string; resourceField: string }[];
  /** Whether recorded values stay as they are if the form does not ask for them. */
  keepUnspecified?: boolean;
};

/** Returns the rows of a form that are complete grants. */
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

/** Returns the full form of an entity reference. Text that is not a reference stays as it is. */
export function fullRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, DEFAULTS));
  } catch {
    return ref;
  }
}

/**
 * Returns the spec from the form's fields `component`, `owner`, `cluster`, `namespace`, `name`, `mechanism`, `serviceAccount`, and `grants`;
 * undefined if the form is incomplete. Without a field `name`, the ServiceAccount gets the name of the component.
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
