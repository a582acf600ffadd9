import type { Grant, IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { specOf } from '../plan/specOf';

/** What the field is told of its form. */
export type ResourceOptions = {
  service: string;
  accessField: string;
  component?: string;
};

/** The grant that a form gives a resource by. */
export function grantOf(
  formData: unknown,
  { service = '', accessField = '' }: Partial<ResourceOptions>,
  resource: string,
): Grant {
  const data = (formData ?? {}) as Record<string, unknown>;
  return { service, access: String(data[accessField] ?? ''), resource };
}

/** The spec of a form whose one grant is that of the field; undefined while it says too little. */
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
