import type { Grant, IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { specOf } from '../plan/specOf';

/** The options of the field. */
export type ResourceOptions = {
  service: string;
  accessField: string;
  component?: string;
};

/** Returns the grant that a form creates for a resource. */
export function grantOf(
  formData: unknown,
  { service = '', accessField = '' }: Partial<ResourceOptions>,
  resource: string,
): Grant {
  const data = (formData ?? {}) as Record<string, unknown>;
  return { service, access: String(data[accessField] ?? ''), resource };
}

/** Returns the spec of a form with the field's grant as its only grant; undefined if the form is incomplete. */
export function resourceSpec(
  formData: unknown,
  options: Partial<ResourceOptions>,
  resource: string,
): IamServiceAccountSpec | undefined {
  const grants = [grantOf(formData, options, resource)];
  return specOf(
    { ...(formData as object), grants },
    { component: options.component },
  );
}
