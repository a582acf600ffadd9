/**
 * The effect of a statement that matches a request.
 *
 * @public
 */
export type Effect = 'Allow' | 'Deny';

/**
 * The version of the policy language. If absent, the version is `2008-10-17`, in which policy variables are plain text.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Version".
 *
 * @public
 */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

/**
 * The value of a condition key in a document. The string `"true"` and the boolean `true` are equivalent.
 *
 * @public
 */
export type ConditionScalar = string | number | boolean;

/**
 * Maps each operator and condition key to the expected value or values. All operators and keys must match; of several values, one is enough.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition".
 *
 * @public
 */
export type ConditionBlock = Record<
  string,
  Record<string, ConditionScalar | ConditionScalar[]>
>;

/**
 * The principals that a statement of a resource policy or trust policy applies to: everyone, or identities by kind.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 *
 * @public
 */
export type PrincipalElement =
  | '*'
  | {
      AWS?: string | string[];
      Federated?: string | string[];
      Service?: string | string[];
      CanonicalUser?: string | string[];
    };

/**
 * One statement, in the raw JSON shape.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Statement".
 *
 * @public
 */
export interface Statement {
  Sid?: string;
  Effect: Effect;
  Principal?: PrincipalElement;
  NotPrincipal?: PrincipalElement;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: ConditionBlock;
}

/**
 * A policy document, in the raw JSON shape. Treat it as immutable: the evaluation caches the compiled form of each object.
 *
 * Source: IAM User Guide, "IAM JSON policy element reference".
 *
 * @public
 */
export interface PolicyDocument {
  Version?: PolicyVersion;
  Id?: string;
  Statement: Statement | Statement[];
}

/**
 * A document with the name that results refer to, such as the ARN of a managed policy or the name of an inline policy.
 *
 * @public
 */
export interface NamedPolicy {
  name: string;
  /** The target that the SCP, RCP, or VPC endpoint policy is attached to, such as `OU workloads`. The same for all policies of a list. */
  level?: string;
  document: PolicyDocument;
}

/**
 * The use of a document, which determines the elements that it must and must not have. `identity` includes permissions
 * boundaries and SCPs.
 *
 * @public
 */
export type PolicyType =
  | 'identity'
  | 'session'
  | 'trust'
  | 'resource'
  | 'resource-control';

/**
 * An error in a document and its position.
 *
 * @public
 */
export interface PolicyError {
  /** The path of the element, such as `Statement[0].Action`; empty for the document itself. */
  path: string;
  /** The line in the decoded text, from 1. */
  line?: number;
  /** The column in the decoded text, from 1. */
  column?: number;
  /** A sentence that states the violated rule. */
  reason: string;
}

/**
 * A document that violates the policy grammar. The document allows nothing, and its Deny statements that cannot be read deny nothing: the
 * other documents decide.
 *
 * @public
 */
export interface InvalidPolicy {
  layer: PolicyLayer;
  /** The name of the policy. */
  policy: string;
  /** The path of the first invalid element, such as `Statement[0].Condition.StringIs`; empty for the document itself. */
  path: string;
  reason: string;
}

/**
 * The kinds of policies that contribute to a decision. `trust` is the resource policy of a role.
 *
 * @public
 */
export type PolicyLayer =
  | 'identity'
  | 'permissions-boundary'
  | 'session'
  | 'resource'
  | 'trust'
  | 'service-control'
  | 'resource-control'
  | 'vpc-endpoint';
