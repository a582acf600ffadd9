import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Effect, NamedPolicy } from '../document/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * The principal that makes a request.
 *
 * @public
 */
export interface Principal {
  /**
   * `session` is an assumed-role session. `role` is a session of a role whose session name is not known: whether statements about specific
   * sessions apply depends on `aws:userid`. `federated` is an identity provider (as in AssumeRoleWithWebIdentity) or a federated user session.
   */
  kind: 'role' | 'user' | 'session' | 'federated' | 'service' | 'anonymous';
  /** The ARN of the principal. For a service: its name, such as `pods.eks.amazonaws.com`. For `anonymous`: an empty string. */
  arn: string;
  /** The account ID; by default, the account in the ARN. */
  accountId?: string;
  /** The ARN of the role of a session; by default, the role that the session ARN names, with path `/`. */
  roleArn?: string;
}

/**
 * The context of a request, which maps condition keys to their value or values. Keys are case-insensitive.
 *
 * @public
 */
export type RequestContext = Record<string, string | string[]>;

/**
 * One request and every policy that applies to it. A layer that is left out is not applied.
 *
 * @public
 */
export interface EvaluationRequest {
  principal: Principal;
  /** The action, such as `s3:GetObject`. */
  action: string;
  /** An ARN, or `*` for an action without a resource. */
  resource: string;
  /**
   * The account that owns the resource; by default, the account in its ARN. If neither is known, as for a bucket, the request counts as one within the
   * account of the principal, but `aws:ResourceAccount` is missing.
   */
  resourceAccount?: string;
  context?: RequestContext;
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  /** The policy of the resource. For an `sts:AssumeRole…` action: the trust policy of the role. */
  resourcePolicy?: NamedPolicy;
  /** The SCPs: one list for each level, from the root to the account. Leave out for principals of the management account. */
  serviceControlPolicies?: NamedPolicy[][];
  /** The RCPs: one list for each level, from the root to the account. Leave out for resources of the management account. */
  resourceControlPolicies?: NamedPolicy[][];
  /** The VPC endpoint through which the request reaches the service, if any. */
  vpcEndpoint?: VpcEndpoint;
}

/**
 * A VPC endpoint. Its policy grants no access, but must allow every request that goes through the endpoint.
 *
 * Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide.
 *
 * @public
 */
export interface VpcEndpoint {
  policy: NamedPolicy;
  /** Whether the endpoint is a gateway endpoint, in whose policy an account as the principal means only its root user. */
  isGateway: boolean;
}

/**
 * One condition of a statement, with the values in the request. A statement whose resources depend on policy variables without a value has a
 * condition on the key `resource` too, with the operator `Resource` or `NotResource`.
 *
 * @public
 */
export interface ConditionOutcome {
  /** The operator as written in the document, such as `ForAnyValue:StringLike`. */
  operator: string;
  key: string;
  /** The values in the document, with variables unresolved. */
  wanted: string[];
  /** The values in the request; absent if the request lacks the key. */
  actual?: string[];
  /** The keys of policy variables that the request lacks and that decide whether the condition is met; absent if there are none. */
  unresolved?: string[];
  met: boolean;
}

/**
 * A statement that caused the decision.
 *
 * @public
 */
export interface Reason {
  layer: PolicyLayer;
  /** The target that the SCP, RCP, or VPC endpoint policy is attached to, if it specifies one. */
  level?: string;
  policy: string;
  /** The index of the statement in the document, from 0. */
  statement: number;
  sid?: string;
  effect: Effect;
  /** The conditions of the statement, all of which are met. */
  conditions: ConditionOutcome[];
}

/**
 * The reason why a layer does not allow the request.
 *
 * @public
 */
export interface Blocker {
  layer: PolicyLayer;
  /**
   * `explicit-deny`: a Deny matched. `condition`: a statement would allow the request, but its conditions are not met. `principal`: a
   * statement allows it only to other principals. `no-allow`: no statement of the layer allows it. `invalid-policy`: the document is
   * broken, so that it allows nothing. `no-policy`: the layer is required but was not given. `unchangeable`: only AWS can change the
   * resource.
   */
  cause:
    | 'explicit-deny'
    | 'condition'
    | 'principal'
    | 'no-allow'
    | 'invalid-policy'
    | 'no-policy'
    | 'unchangeable';
  /** The target that the SCPs, RCPs, or VPC endpoint policies of the list are attached to, if they specify one. */
  level?: string;
  policy?: string;
  statement?: number;
  sid?: string;
  /** For `explicit-deny`: the conditions that are met. For `condition`: the conditions that are not met. */
  conditions?: ConditionOutcome[];
  /** Present if the layer does not have to allow the request, but could allow it by itself: a resource policy in the account of the principal. */
  isAlternative?: true;
  /** A plain-language explanation. */
  message: string;
}

/**
 * A warning about a request, independent of the policies. `unknown-action`: the catalogue has no such action. `resource-type`: the action
 * does not apply to such a resource. `resource-decides`: the request is about any resource, but the policy of each must allow the action too.
 *
 * @public
 */
export interface RequestWarning {
  cause: 'unknown-action' | 'resource-type' | 'resource-decides';
  message: string;
}

/**
 * The options of `evaluate`.
 *
 * @public
 */
export interface EvaluateOptions {
  /** The catalogue for warnings about unknown actions and about actions that do not apply to the resource. */
  catalogue?: ActionCatalogue;
}

/**
 * The decision: allowed, denied because no policy allows the request, or denied by a Deny statement.
 *
 * @public
 */
export type Decision = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/**
 * The decision of one layer, or one level of an organization, by itself. All layers must allow a request, except identity and resource
 * policies, of which one can be enough.
 *
 * @public
 */
export interface LayerDecision {
  layer: PolicyLayer;
  /** The target that the SCPs, RCPs, or VPC endpoint policies are attached to, if they specify one. */
  level?: string;
  decision: Decision;
  /** The names of the policies whose statements caused the decision; empty if the request is implicitly denied. */
  policies: string[];
}

/**
 * A decision with its reasons.
 *
 * @public
 */
export interface EvaluationResult {
  decision: Decision;
  /** The Allow statements of an allowed request or the Deny statements of an explicitly denied one; else empty. See also `exemption`. */
  decidedBy: Reason[];
  /** The reasons why the request is denied; empty if it is allowed. */
  blockedBy: Blocker[];
  /** The keys that the request lacks and that otherwise matching statements use in conditions or as policy variables, sorted. */
  missingContext: string[];
  /** The decisions of the layers that apply: identity policies first, then SCPs and RCPs from the root to the account, and last a VPC endpoint. */
  layers: LayerDecision[];
  /** The broken documents. Only their readable Deny statements count in the decision. */
  invalidPolicies: InvalidPolicy[];
  /** The warnings about the request; empty without a catalogue. */
  warnings: RequestWarning[];
  /** The reason why the request is allowed without an Allow statement, or regardless of the policies. */
  exemption?: string;
}
