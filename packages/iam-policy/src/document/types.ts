/**
 * What a statement does when it matches.
 *
 * @public
 */
export type Effect = 'Allow' | 'Deny';

/**
 * The version of the policy language. Absent means `2008-10-17`, in which policy variables are plain text.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Version".
 *
 * @public
 */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

/**
 * A value of a condition key as it may stand in a document: `"true"` and `true` mean the same.
 *
 * @public
 */
export type ConditionScalar = string | number | boolean;

/**
 * Operator → condition key → wanted value or values. All operators and all keys must hold; one of several values is enough.
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
 * Who a statement of a resource or trust policy is about: everyone, or identities by kind.
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
 * A policy document, in the raw JSON shape. Treat it as immutable: evaluation remembers what it compiled from each object.
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
 * A document with the name that results call it by, such as a managed policy's ARN or an inline policy's name.
 *
 * @public
 */
export interface NamedPolicy {
  name: string;
  /** Of an SCP, an RCP or the policy of a VPC endpoint: what it is attached to, such as `OU workloads`. All policies of one list have the same. */
  level?: string;
  document: PolicyDocument;
}

/**
 * Where a document is used, which decides the elements that it must and must not have: `identity` also stands for
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
 * What is wrong with a document and where.
 *
 * @public
 */
export interface PolicyError {
  /** The element, such as `Statement[0].Action`; empty for the document itself. */
  path: string;
  /** From 1, in the decoded text. */
  line?: number;
  /** From 1, in the decoded text. */
  column?: number;
  /** A plain sentence that names the rule. */
  reason: string;
}

/**
 * A document that breaks the grammar of policies. It allows nothing, and a Deny of it that cannot be read denies nothing: the decision is
 * what the other documents say.
 *
 * @public
 */
export interface InvalidPolicy {
  layer: PolicyLayer;
  /** Its name. */
  policy: string;
  /** The element that is wrong first, such as `Statement[0].Condition.StringIs`; empty for the document itself. */
  path: string;
  reason: string;
}

/**
 * The kinds of policies that take part in a decision. `trust` is the resource policy of a role.
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
