import type { ConditionScalar, Statement } from '../document/types';
import { evaluate } from '../evaluate/evaluate';
import type {
  EvaluateOptions,
  EvaluationRequest,
  EvaluationResult,
  RequestContext,
} from '../evaluate/types';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/service/one`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;

/** Creates a policy whose document has the current version. */
export function policy(...statements: Statement[]) {
  return {
    name: 'policy',
    document: { Version: '2012-10-17' as const, Statement: statements },
  };
}

/** The default request, for tests that do not depend on it. */
const REQUEST = {
  principal: { kind: 'session' as const, arn: SESSION },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
};

/** The parts of a request that matter to a test. `statements` are the short form of one identity policy. */
export interface ShortRequest extends Partial<EvaluationRequest> {
  statements?: Statement[];
}

/** Decides a request. */
export function decide(request: ShortRequest): EvaluationResult {
  return decideWith({}, request);
}

/** Decides a request with the given options of `evaluate`. */
export function decideWith(
  options: EvaluateOptions,
  { statements, ...request }: ShortRequest,
): EvaluationResult {
  return evaluate(
    {
      ...REQUEST,
      identityPolicies: statements ? [policy(...statements)] : [],
      ...request,
    },
    options,
  );
}

/** Checks whether a condition on one key holds, by an Allow and by a Deny with this condition. Throws an error if they disagree. */
export function conditionHolds(
  operator: string,
  wanted: ConditionScalar | ConditionScalar[],
  actual: string | string[] | undefined,
  context: RequestContext = {},
): boolean {
  const conditional = (Effect: Statement['Effect']): Statement => ({
    Effect,
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { [operator]: { 'test:Key': wanted } },
  });
  const full =
    actual === undefined ? context : { ...context, 'test:Key': actual };
  const { decision } = decide({
    statements: [conditional('Allow')],
    context: full,
  });
  const guarded = decide({
    statements: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      conditional('Deny'),
    ],
    context: full,
  });
  const holds = decision === 'Allowed';
  const denies = guarded.decision === 'ExplicitlyDenied';
  if (holds !== denies) {
    throw new Error(`${operator} holds under one of Allow and Deny only.`);
  }
  return holds;
}
