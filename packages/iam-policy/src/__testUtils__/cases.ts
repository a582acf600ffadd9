import type { ConditionScalar, Statement } from '../document/types';
import { evaluate } from '../evaluate/evaluate';
import type {
  Decision,
  EvaluationRequest,
  RequestContext,
} from '../evaluate/types';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/service/one`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;

/** A document of the current version. */
export function policy(...statements: Statement[]) {
  return {
    name: 'policy',
    document: { Version: '2012-10-17' as const, Statement: statements },
  };
}

/** A row of a table: a request, the policies, the decision, and the AWS page that says so. */
export interface Case extends Partial<EvaluationRequest> {
  /** The title of the page. */
  page: string;
  /** What it says. */
  says: string;
  decision: Decision;
  /** In short for one identity policy. */
  statements?: Statement[];
}

/** Runs a table of cases, each as its own test. */
export function describeCases(title: string, cases: Case[]): void {
  describe(title, () => {
    it.each(cases)('$says ($page): $decision', row => {
      const { statements, ...request } = row;
      const result = evaluate({
        principal: { kind: 'session', arn: SESSION },
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::bucket/key',
        identityPolicies: statements ? [policy(...statements)] : [],
        ...request,
      });
      expect(result.decision).toBe(row.decision);
      expect(result.blockedBy.length > 0).toBe(row.decision !== 'Allowed');
    });
  });
}

/** `[what the page says, operator, wanted, the request's value or undefined when it has none, whether it holds]` */
export type ConditionRow = [
  says: string,
  operator: string,
  wanted: ConditionScalar | ConditionScalar[],
  actual: string | string[] | undefined,
  holds: boolean,
];

/** Runs a table of conditions on one key, each under an Allow and under a Deny. */
export function describeConditions(
  title: string,
  page: string,
  rows: ConditionRow[],
  options: { key?: string; context?: RequestContext } = {},
): void {
  const { key = 'test:Key', context = {} } = options;
  describe(`${title} (${page})`, () => {
    it.each(rows)(
      '%s: %s %j, request %j: %s',
      (_says, operator, wanted, actual, holds) => {
        const conditional = (Effect: Statement['Effect']): Statement => ({
          Effect,
          Action: 's3:GetObject',
          Resource: '*',
          Condition: { [operator]: { [key]: wanted } },
        });
        const decide = (...statements: Statement[]) =>
          evaluate({
            principal: { kind: 'session', arn: SESSION },
            action: 's3:GetObject',
            resource: 'arn:aws:s3:::bucket/key',
            context:
              actual === undefined ? context : { ...context, [key]: actual },
            identityPolicies: [policy(...statements)],
          }).decision;
        expect(decide(conditional('Allow'))).toBe(
          holds ? 'Allowed' : 'ImplicitlyDenied',
        );
        expect(
          decide(
            { Effect: 'Allow', Action: '*', Resource: '*' },
            conditional('Deny'),
          ),
        ).toBe(holds ? 'ExplicitlyDenied' : 'Allowed');
      },
    );
  });
}
