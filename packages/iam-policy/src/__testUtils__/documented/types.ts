import type { ConditionScalar, Statement } from '../../document/types';
import type {
  Decision,
  EvaluationRequest,
  RequestContext,
} from '../../evaluate/types';

/** The families of condition operators, as AWS documents them. */
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

/** `[operator, wanted, the request's value or undefined when it has none, whether the condition holds]` */
type ConditionRow = [
  operator: string,
  wanted: ConditionScalar | ConditionScalar[],
  actual: string | string[] | undefined,
  holds: boolean,
];

/** Conditions that follow from one sentence of AWS's documentation. */
export interface ConditionTable {
  family: Family;
  /** The title of the page. */
  page: string;
  /** The sentence, word for word. */
  says: string;
  context?: RequestContext;
  rows: ConditionRow[];
}

/** A request, its policies and the decision. */
export interface PolicyCase extends Partial<EvaluationRequest> {
  /** What is special about it. */
  case: string;
  /** In short for one identity policy. */
  statements?: Statement[];
  /** The names of broken documents that the result must tell; none when absent. */
  invalid?: string[];
  decision: Decision;
}

/** Decisions that follow from one sentence of AWS's documentation. */
export interface PolicyTable {
  /** The title of the page. */
  page: string;
  /** The sentence, word for word. */
  says: string;
  cases: PolicyCase[];
}
