import type { Entity } from '@backstage/catalog-model';
import type { IamServiceAccountSpec } from '../model/types';

/** A spec for a service that writes to a bucket. */
export function specOf(
  change: Partial<IamServiceAccountSpec> = {},
): IamServiceAccountSpec {
  return {
    entityRef: 'component:default/uploads',
    owner: 'group:default/team',
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'uploads',
    grants: [{ service: 's3', access: 'write', resource: 'my-app-uploads' }],
    ...change,
  };
}

/** An entity of a component that belongs to an owner. */
export function componentOf(
  name: string,
  owner: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}
