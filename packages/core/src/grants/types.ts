import type { Statement } from '@backstage-irsa/iam-policy';

/** The partition, region, and account of the role, which determine the ARNs of resources. @public */
export interface GrantContext {
  partition: string;
  region: string;
  accountId: string;
}

/** One kind of access to a resource. @public */
export interface GrantAccess {
  /** A description of the access that completes "can …". */
  description: string;
  /** The exact policy statements for a resource that passed the check. */
  statements(resource: string, context: GrantContext): Statement[];
}

/** The access that can be granted in one AWS service. @public */
export interface GrantDefinition {
  /** The IAM prefix, such as `s3`. */
  service: string;
  /** The common name of the service. */
  title: string;
  /** The kind of resource, such as `bucket`. */
  resourceLabel: string;
  /** Returns the violated rule and a message; undefined if the resource name is valid. */
  checkResource(
    resource: string,
  ): { rule: string; message: string } | undefined;
  access: Record<string, GrantAccess>;
}
