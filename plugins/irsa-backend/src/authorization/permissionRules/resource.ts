import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT } from '@backstage-irsa/plugin-irsa-common';

/** The resource that permission rules evaluate: an existing IAM service account, or the target of a spec. @public */
export interface IrsaServiceAccountResource {
  cluster: string;
  namespace: string;
  name: string;
  /** The AWS account of the role. */
  accountId: string;
  /** The full reference of the catalog entity; null if none is known. */
  entityRef: string | null;
  /** The recorded owner and the owner of its entity. If no entity is known, the owners that `irsa.namespaceRules` allows to use the namespace. */
  owners: string[];
}

/** A rule as a filter: the field equals or matches one of the values. @public */
export interface IrsaServiceAccountFilter {
  field: keyof IrsaServiceAccountResource;
  anyOf: string[];
}

/** The resource reference for custom permission rules that use `createPermissionRule`. @public */
export const irsaServiceAccountResourceRef = createPermissionResourceRef<
  IrsaServiceAccountResource,
  IrsaServiceAccountFilter
>().with({
  pluginId: 'irsa',
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});
