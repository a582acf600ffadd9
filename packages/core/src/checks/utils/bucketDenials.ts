import {
  evaluate,
  matchPattern,
  type ConditionOutcome,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import type { ObservedRole } from '../../model/observed';
import {
  dependsOnOpen,
  isOpenExceptTags,
} from '../../permissions/simulation/openConditions';
import type { SessionTags } from '../../permissions/sessionTags';
import {
  principalsOf,
  sessionContext,
  type BucketRequest,
} from './bucketPolicy';

/** A request that a Deny of a bucket policy denies. */
export interface BucketDenial extends BucketRequest {
  /** The index of the statement. */
  statement: number;
  /** Whether the statement denies everything that the pattern of the request matches, not only the example. */
  coversAll: boolean;
  /** Whether the statement names the role itself, and not everybody or others. */
  namesRole: boolean;
}

/** Whether a Deny applies regardless of the request keys that are unknown here. */
function isCertain(
  conditions: ConditionOutcome[],
  { openTags }: Partial<SessionTags>,
): boolean {
  const open = isOpenExceptTags(openTags);
  return !conditions.some(condition => dependsOnOpen(condition, open));
}

/** Returns each statement of the bucket policy that certainly denies one of the requests. */
export function denialsOf(
  document: PolicyDocument,
  role: ObservedRole & Partial<SessionTags>,
  requests: BucketRequest[],
): BucketDenial[] {
  const resourcePolicy = { name: 'bucket policy', document };
  const context = sessionContext(role, [resourcePolicy]);
  const statements = statementsOf(document);
  return requests.flatMap(request => {
    const { action, resource, pattern } = request;
    const { decision, decidedBy } = evaluate({
      ...{ action, resource, context, resourcePolicy, identityPolicies: [] },
      principal: { kind: 'role', arn: role.arn },
    });
    if (decision !== 'ExplicitlyDenied') return [];
    return decidedBy
      .filter(
        ({ layer, conditions }) =>
          layer === 'resource' && isCertain(conditions, role),
      )
      .map(({ statement }) => ({
        ...{ ...request, statement },
        coversAll: [statements[statement].Resource ?? []]
          .flat()
          .some(text => matchPattern(text, pattern)),
        namesRole: principalsOf(statements[statement]).includes(role.arn),
      }));
  });
}

/** Returns the statement without the role among its principals; undefined if it names no other principal. */
function withoutPrincipal(
  statement: Statement,
  roleArn: string,
): Statement | undefined {
  const others = principalsOf(statement).filter(arn => arn !== roleArn);
  const principal: object = Object(statement.Principal);
  return others.length === 0 && Object.keys(principal).length === 1
    ? undefined
    : { ...statement, Principal: { ...principal, AWS: others } };
}

/** Returns the bucket policy with the role removed from the statements of the denials; undefined if no statement remains. */
export function withoutDenials(
  document: PolicyDocument,
  { arn }: ObservedRole,
  denials: BucketDenial[],
): PolicyDocument | undefined {
  const denying = new Set(denials.map(({ statement }) => statement));
  const statements = statementsOf(document).flatMap((statement, index) =>
    denying.has(index) ? withoutPrincipal(statement, arn) ?? [] : statement,
  );
  return statements.length === 0
    ? undefined
    : { ...document, Statement: statements };
}
