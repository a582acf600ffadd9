import type { ConditionScalar, Statement } from '../../document/types';
import type {
  Decision,
  EvaluationRequest,
  RequestContext,
} from '../../evaluate/types';

/** The families of condition operators in the AWS documentation. */
export type Family =
  | 'string'
  | 'numeric'
  | 'date'
  | 'boolean'
  | 'binary'
  | 'IP address'
  | 'ARN'
  | 'Null'
  | 'IfExists'
  | 'ForAllValues'
  | 'ForAnyValue'
  | 'variables';

/** `[operator, wanted value, actual value or undefined if the request has none, whether the condition holds]` */
type ConditionRow = [
  operator: string,
  wanted: ConditionScalar | ConditionScalar[],
  actual: string | string[] | undefined,
  holds: boolean,
];

/** Conditions whose results follow from one sentence of the AWS documentation. */
export interface ConditionTable {
  family: Family;
  /** The title of the page. */
  page: string;
  /** The sentence, word for word. */
  says: string;
  context?: RequestContext;
  rows: ConditionRow[];
}

/** A request, its policies, and the expected decision. */
export interface PolicyCase extends Partial<EvaluationRequest> {
  /** The name of the case. */
  case: string;
  /** The statements of the only identity policy, as a short form. */
  statements?: Statement[];
  /** The names of the broken documents that the result must list; by default, none. */
  invalid?: string[];
  decision: Decision;
}

/** Decisions that follow from one sentence of the AWS documentation. */
export interface PolicyTable {
  /** The title of the page. */
  page: string;
  /** The sentence, word for word. */
  says: string;
  cases: PolicyCase[];
}
