import type {
  ExpandedPolicies,
  PolicyDocument,
  StatementRef,
} from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec, Violation } from '../../../model/types';
import type { RulesConfig } from '../../../model/config';
import type { ClusterConfig, Guardrails } from '../../../model/config';

/** A policy that the role would get, with the field of the spec that requests it. */
export interface AskedPolicy {
  field: string;
  /** The name of the policy in a sentence, such as `grant s3/read on uploads`. */
  name: string;
  document: PolicyDocument;
  /** True for a grant, whose definition limits it to one checked resource. */
  isGrant?: true;
  /** The ARN of the role, if assuming this role is all that the policy allows. */
  assumes?: string;
}

/** A request, with everything that guardrails need to evaluate it. */
export interface AskedRequest {
  guardrails: Guardrails;
  config: RulesConfig;
  cluster: ClusterConfig;
  /** The account of the role, which can differ from the cluster's. */
  accountId: string;
  spec: IamServiceAccountSpec;
  /** Undefined if the owner is unknown, which is a violation of its own. */
  owner?: string;
  roleName: string;
  roleArn: string;
  /** The pod role in the cluster's account, which has the same name, if EKS Pod Identity needs one. */
  podRole?: { arn: string };
}

/** The policies of one request, with everything that guardrails need to evaluate them. */
export interface AskedPolicies {
  guardrails: Guardrails;
  /** All policies together, expanded once. */
  expanded: ExpandedPolicies;
  /** Returns the policy that contains a statement. */
  policyOf(statement: StatementRef): AskedPolicy;
  /** Checks whether guardrails evaluate the policy of a statement. */
  isJudged(statement: StatementRef): boolean;
}

/** A limit on the requests of any caller. */
export type RequestGuardrail = (request: AskedRequest) => Violation[];

/** A limit on the permissions that policies together grant. */
export type PolicyGuardrail = (asked: AskedPolicies) => Violation[];

/** The guardrails that a request violates. */
export interface BrokenGuardrails {
  /** The violations, which refuse the request. */
  violations: Violation[];
  /** The violations of report-only guardrails, which refuse nothing. */
  warnings: Violation[];
}
