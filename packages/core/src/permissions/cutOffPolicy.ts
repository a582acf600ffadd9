import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

/** The name of the inline policy that cuts off access. No other policy of Backstage has this name. */
export const CUT_OFF_POLICY = 'backstage-irsa-cut-off';

/** The condition key with the issue time of a session. Every session of a role has it. */
export const TOKEN_ISSUE_TIME = 'aws:TokenIssueTime';

/** The cut-off state that the policy gives a role. */
export type CutOffReading =
  | { state: 'cut-off' }
  /** Access is restored for sessions issued at or after this time, in ISO 8601. */
  | { state: 'older-sessions-denied'; before: string };

const DENY_ALL: Statement = {
  Sid: 'BackstageIrsaCutOff',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
};

const VERSION = '2012-10-17';

/** Returns a policy that denies everything, also to existing sessions, because IAM evaluates the role's policies at each request. */
export function denyEverything(): PolicyDocument {
  return { Version: VERSION, Statement: [DENY_ALL] };
}

/** Returns a policy that denies everything to sessions issued before a time. The time is rounded up to whole seconds, as IAM stores it. */
export function denyOlderSessions(time: Date): PolicyDocument {
  const second = new Date(Math.ceil(time.getTime() / 1000) * 1000);
  const before = second.toISOString().replace('.000Z', 'Z');
  return {
    Version: VERSION,
    Statement: [
      {
        ...DENY_ALL,
        Sid: 'BackstageIrsaOlderSessions',
        Condition: { DateLessThan: { [TOKEN_ISSUE_TIME]: before } },
      },
    ],
  };
}

/** Reads the cut-off state from the inline policies of a role; undefined if there is no cut-off policy, or if others changed it. */
export function readCutOff(
  policies: readonly {
    name: string;
    document: { document?: PolicyDocument };
  }[],
): CutOffReading | undefined {
  const document = policies.find(({ name }) => name === CUT_OFF_POLICY)
    ?.document.document;
  const [statement] = [document?.Statement ?? []].flat();
  if (
    statement?.Effect !== 'Deny' ||
    statement.Action !== '*' ||
    statement.Resource !== '*'
  ) {
    return undefined;
  }
  if (!statement.Condition) return { state: 'cut-off' };
  const before = statement.Condition.DateLessThan?.[TOKEN_ISSUE_TIME];
  return typeof before === 'string'
    ? { state: 'older-sessions-denied', before }
    : undefined;
}
