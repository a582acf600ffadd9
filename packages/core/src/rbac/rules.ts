import type { RbacGrant } from '../model/inventory';

/** A rule of a Role or ClusterRole. */
export type RbacRule = RbacGrant['rules'][number];

/** What is asked of the API server, such as `create` on `serviceaccounts/token`. */
export interface RbacRequest {
  verbs: string[];
  apiGroup: string;
  resource: string;
  subresource?: string;
}

/** Whether a list of a rule holds any of the values, or all there is. */
const holds = (list: string[], ...values: string[]) =>
  list.includes('*') || values.some(value => list.includes(value));

/**
 * Whether a rule allows any of the verbs, whatever object it names.
 * Source: "Using RBAC Authorization", Kubernetes documentation; `pkg/apis/rbac/v1/evaluation_helpers.go` of Kubernetes.
 */
export function allows(rule: RbacRule, request: RbacRequest): boolean {
  const { verbs, apiGroup, resource, subresource } = request;
  const names =
    subresource === undefined
      ? [resource]
      : [`${resource}/${subresource}`, `*/${subresource}`];
  return (
    holds(rule.verbs, ...verbs) &&
    holds(rule.apiGroups, apiGroup) &&
    holds(rule.resources, ...names)
  );
}
