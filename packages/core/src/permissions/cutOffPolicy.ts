import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

/** The one inline policy by which access is cut off. Nothing else of ours has its name. */
export const CUT_OFF_POLICY = 'backstage-irsa-cut-off';

/** The condition key that tells when a session was issued. Every session of a role has it. */
export const TOKEN_ISSUE_TIME = 'aws:TokenIssueTime';

/** What the policy says of a role. */
export type CutOffReading =
  | { state: 'cut-off' }
  /** Access is restored for sessions issued since; ISO 8601. */
  | { state: 'older-sessions-denied'; before: string };

const DENY_ALL: Statement = {
  Sid: 'BackstageIrsaCutOff',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
};

const VERSION = '2012-10-17';

/** Denies everything, to sessions that were issued already too: IAM asks the role's policies at each request. */
export function denyEverything(): PolicyDocument {
  return { Version: VERSION, Statement: [DENY_ALL] };
}

/** Denies everything to sessions issued before a time, whole seconds as IAM keeps it. */
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

/** What the inline policies of a role say about a cut off; undefined when they hold no policy of ours, or one that was changed by others. */
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
