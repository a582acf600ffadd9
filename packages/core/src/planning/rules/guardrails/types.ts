import type {
  ExpandedPolicies,
  PolicyDocument,
  StatementRef,
} from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec, Violation } from '../../../model/types';
import type { RulesConfig } from '../../../model/config';
import type { ClusterConfig, Guardrails } from '../../../model/config';

/** A policy that the role would have, and the field of the spec that asks for it. */
export interface AskedPolicy {
  field: string;
  /** In a sentence, such as `grant s3/read on uploads`. */
  name: string;
  document: PolicyDocument;
  /** Whether it is a grant, which is limited to one checked resource by its definition. */
  isGrant?: true;
  /** The one role that it lets the service assume, and nothing else. */
  assumes?: string;
}

/** A request, with all that guardrails hold it against. */
export interface AskedRequest {
  guardrails: Guardrails;
  config: RulesConfig;
  cluster: ClusterConfig;
  /** Of the role, which need not be the cluster's. */
  accountId: string;
  spec: IamServiceAccountSpec;
  /** Undefined when nobody is known to own it, which is a violation of its own. */
  owner?: string;
  roleName: string;
  roleArn: string;
}

/** The policies of one request, with all that guardrails hold them against. */
export interface AskedPolicies {
  guardrails: Guardrails;
  /** All policies together, expanded once. */
  expanded: ExpandedPolicies;
  /** The policy that a statement stands in. */
  policyOf(statement: StatementRef): AskedPolicy;
  /** Whether the policy of a statement is to be judged. */
  isJudged(statement: StatementRef): boolean;
}

/** A limit on what any caller may ask for. */
export type RequestGuardrail = (request: AskedRequest) => Violation[];

/** A limit on what policies may grant together. */
export type PolicyGuardrail = (asked: AskedPolicies) => Violation[];

/** What a request breaks of the guardrails. */
export interface BrokenGuardrails {
  /** They refuse it. */
  violations: Violation[];
  /** Of guardrails in report-only, which refuse nothing. */
  warnings: Violation[];
}
