import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT } from '@backstage-irsa/plugin-irsa-common';

/** What permission rules look at: an IAM service account that is there, or the target of a spec. @public */
export interface IrsaServiceAccountResource {
  cluster: string;
  namespace: string;
  name: string;
  /** The account of its role. */
  accountId: string;
  /** The catalog entity it belongs to, in full; null when none is known. */
  entityRef: string | null;
  /** The owner of its entity. Where no entity is known, those to whom `irsa.namespaceRules` gives the namespace. */
  owners: string[];
}

/** A rule as a filter: the field has, or fits, one of the values. @public */
export interface IrsaServiceAccountFilter {
  field: keyof IrsaServiceAccountResource;
  anyOf: string[];
}

/** For permission rules of one's own, made with `createPermissionRule`. @public */
export const irsaServiceAccountResourceRef = createPermissionResourceRef<
  IrsaServiceAccountResource,
  IrsaServiceAccountFilter
>().with({
  pluginId: 'irsa',
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});
