import type { Statement } from '@backstage-irsa/iam-policy';

/** Where the role lives, which decides the ARNs of resources. @public */
export interface GrantContext {
  partition: string;
  region: string;
  accountId: string;
}

/** One kind of access to a resource. @public */
export interface GrantAccess {
  /** What it means, as the end of "can …". */
  description: string;
  /** The exact policy statements for a resource that passed the check. */
  statements(resource: string, context: GrantContext): Statement[];
}

/** What can be granted in one AWS service. @public */
export interface GrantDefinition {
  /** The IAM prefix, such as `s3`. */
  service: string;
  /** The name people use. */
  title: string;
  /** What the resource is, such as `bucket`. */
  resourceLabel: string;
  /** The broken rule and a sentence, or undefined when the resource is well named. */
  checkResource(
    resource: string,
  ): { rule: string; message: string } | undefined;
  access: Record<string, GrantAccess>;
}
