import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Effect, NamedPolicy } from '../document/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * Who makes a request.
 *
 * @public
 */
export interface Principal {
  /**
   * `session` is an assumed-role session, `role` a session of a role whose session name is not known: what policies say of single sessions
   * depends on `aws:userid`. `federated` is either an identity provider (as in AssumeRoleWithWebIdentity) or a federated user session.
   */
  kind: 'role' | 'user' | 'session' | 'federated' | 'service' | 'anonymous';
  /** The ARN; for a service its name, such as `pods.eks.amazonaws.com`; for `anonymous` an empty string. */
  arn: string;
  /** Read from the ARN when absent. */
  accountId?: string;
  /** The role behind a session. When absent, the role of the session's name with path `/`. */
  roleArn?: string;
}

/**
 * The context of a request: condition key → value or values. Keys match without case.
 *
 * @public
 */
export type RequestContext = Record<string, string | string[]>;

/**
 * One request and every policy that applies to it. A layer left out was not read, and is not applied.
 *
 * @public
 */
export interface EvaluationRequest {
  principal: Principal;
  /** Such as `s3:GetObject`. */
  action: string;
  /** An ARN, or `*` for an action without a resource. */
  resource: string;
  /** The account that owns the resource. When absent: the account in its ARN, else the principal's own. */
  resourceAccount?: string;
  context?: RequestContext;
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  /** For an `sts:AssumeRole…` action the trust policy of the role. */
  resourcePolicy?: NamedPolicy;
  /** One list for each level from the root to the account. Leave out for principals of the management account. */
  serviceControlPolicies?: NamedPolicy[][];
  /** One list for each level from the root to the account. Leave out for resources of the management account. */
  resourceControlPolicies?: NamedPolicy[][];
  /** The VPC endpoint through which the request reaches the service. Leave out where it goes through none. */
  vpcEndpoint?: VpcEndpoint;
}

/**
 * A VPC endpoint, whose policy grants nothing and must allow what goes through it.
 *
 * Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide.
 *
 * @public
 */
export interface VpcEndpoint {
  policy: NamedPolicy;
  /** In the policy of a gateway endpoint the name of an account stands for its root user alone. */
  isGateway: boolean;
}

/**
 * One condition of a statement beside what the request carried.
 *
 * @public
 */
export interface ConditionOutcome {
  /** As it stands in the document, such as `ForAnyValue:StringLike`. */
  operator: string;
  key: string;
  /** The values in the document, variables not replaced. */
  wanted: string[];
  /** The values in the request; absent when the key is missing. */
  actual?: string[];
  met: boolean;
}

/**
 * A statement that made the decision.
 *
 * @public
 */
export interface Reason {
  layer: PolicyLayer;
  /** Of an SCP, an RCP or the policy of a VPC endpoint: what it is attached to, where its policy says so. */
  level?: string;
  policy: string;
  /** Index in the document, from 0. */
  statement: number;
  sid?: string;
  effect: Effect;
  /** The statement's conditions, all met. */
  conditions: ConditionOutcome[];
}

/**
 * Why a layer did not let the request through.
 *
 * @public
 */
export interface Blocker {
  layer: PolicyLayer;
  /**
   * `explicit-deny`: a Deny matched. `condition`: a statement would allow it but for the conditions that are not met. `principal`: a
   * statement allows it to somebody else. `no-allow`: no statement of the layer allows it. `invalid-policy`: the document is broken,
   * so that it allows nothing. `no-policy`: the layer is needed and was not given. `unchangeable`: nobody but AWS can change the
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
  /** Of an SCP, an RCP or the policy of a VPC endpoint: what it is attached to, or would have to be, where the policies of that list say so. */
  level?: string;
  policy?: string;
  statement?: number;
  sid?: string;
  /** For `explicit-deny` the conditions that were met, for `condition` those that were not. */
  conditions?: ConditionOutcome[];
  /** In plain words. */
  message: string;
}

/**
 * What makes a request doubtful, whatever the policies say. `unknown-action`: the catalogue has no such action. `resource-type`: the action
 * is not used on such a resource.
 *
 * @public
 */
export interface RequestWarning {
  cause: 'unknown-action' | 'resource-type';
  message: string;
}

/**
 * What `evaluate` may know beside the request.
 *
 * @public
 */
export interface EvaluateOptions {
  /** Finds actions that do not exist and actions that do not fit the resource. */
  catalogue?: ActionCatalogue;
}

/**
 * Allowed, denied because nothing allows it, or denied because a statement says so.
 *
 * @public
 */
export type Decision = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/**
 * What one layer, or one level of an organization, says by itself: all must allow a request, but for identity and resource policies, of which
 * one may be enough.
 *
 * @public
 */
export interface LayerDecision {
  layer: PolicyLayer;
  /** Of SCPs, RCPs and the policy of a VPC endpoint: what they are attached to, where they say so. */
  level?: string;
  decision: Decision;
  /** The names of the policies whose statements made it; empty when it is denied because nothing allows it. */
  policies: string[];
}

/**
 * A decision with what made it.
 *
 * @public
 */
export interface EvaluationResult {
  decision: Decision;
  /** The Allow statements of an allowed request, the Deny statements of an explicitly denied one, else empty; see `exemption`. */
  decidedBy: Reason[];
  /** Empty when the request is allowed. */
  blockedBy: Blocker[];
  /** Condition keys that otherwise matching statements ask for and the request did not carry, sorted. */
  missingContext: string[];
  /** Those that take part: identity policies first, then SCPs and RCPs from the root to the account, and last a VPC endpoint. */
  layers: LayerDecision[];
  /** Documents that could not be read; the decision is without them. */
  invalidPolicies: InvalidPolicy[];
  /** Empty without a catalogue. */
  warnings: RequestWarning[];
  /** Why the request is allowed without an Allow statement, or whatever the policies say. */
  exemption?: string;
}
