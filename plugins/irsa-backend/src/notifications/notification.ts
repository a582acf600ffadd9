import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import { titleOfCheck } from '@backstage-irsa/core/findings';
import type { SubjectKind } from '@backstage-irsa/core/model';
import { MOST_NAMED } from './OpenIssueStore';
import {
  count,
  findingsPath,
  serviceAccountsPath,
  SEVERITY_OF_NOTIFICATION,
  SEVERITY_WORDS,
  toLine,
} from './texts';
import type {
  Closing,
  Issue,
  IssueGroup,
  IssueUpdate,
  OpenIssues,
} from './types';

/** Users can switch this topic off in their settings. */
const TOPIC = 'AWS access';

const SUBJECT_WORDS: Record<SubjectKind, [one: string, many: string]> = {
  'service-account': ['service', 'services'],
  role: ['role', 'roles'],
  'oidc-provider': ['OIDC provider', 'OIDC providers'],
  'node-role': ['node role', 'node roles'],
  workload: ['workload', 'workloads'],
  cluster: ['cluster', 'clusters'],
};

/** The words for issues that are no longer open. */
const CLOSED: Record<Closing, string> = {
  accepted: 'Accepted',
  resolved: 'Resolved',
  retired: 'No longer scanned',
};

/** Returns the path of an entity's page on which its owners see and fix issues. */
function entityTab(entityRef: string, serviceAccount?: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const place = [namespace, kind, name].map(part =>
    encodeURIComponent(part.toLowerCase()),
  );
  const tab = `/catalog/${place.join('/')}/aws-access`;
  return serviceAccount === undefined
    ? tab
    : `${tab}?${new URLSearchParams({ 'service-account': serviceAccount })}`;
}

/** Returns the path of the entity tab (if all issues concern one entity), the drawer of the only issue, or the filtered table. */
function linkOf(group: IssueGroup): string {
  const { owner, check, open } = group;
  const issues = open.count > 0 ? open.worst : own(group);
  const [first, ...others] = issues;
  const areAll = open.count <= issues.length;
  if (first?.entityRef && areAll && others.every(isOfEntityOf(first))) {
    const [account] = others.length === 0 ? [first.serviceAccount] : [];
    return entityTab(first.entityRef, account);
  }
  if (open.count === 0) {
    const state = isOnly(group, 'accepted') ? 'accepted' : 'resolved';
    return findingsPath({ state, check, owner });
  }
  if (open.count === 1) return drawerOf(first);
  return open.worst.every(({ kind }) => kind === 'service-account')
    ? serviceAccountsPath({ status: 'broken', owner })
    : findingsPath({
        check,
        owner,
        ...(open.severities && { severity: open.severities.join() }),
      });
}

function isOfEntityOf({ entityRef }: Issue): (other: Issue) => boolean {
  return other => other.entityRef === entityRef;
}

function drawerOf({ kind, id }: Issue): string {
  return kind === 'finding'
    ? findingsPath({ open: id })
    : serviceAccountsPath({ open: id });
}

type ClosedIssue = Issue & { change: Closing };

function isClosed(update: IssueUpdate): update is IssueUpdate & ClosedIssue {
  return update.change in CLOSED;
}

/** Returns the issues that are no longer open and that the owner still owns. A former owner must not see the names of objects that belong to others. */
function own({ owner, updates }: IssueGroup): ClosedIssue[] {
  return updates
    .filter(isClosed)
    .filter(({ owners }) => owners.includes(owner));
}

function isOnly({ updates }: IssueGroup, closing: Closing): boolean {
  return updates.every(({ change }) => change === closing);
}

/** Returns what has become of all issues of the group. */
function closedWord(group: IssueGroup): string {
  const { updates } = group;
  const [first] = updates.filter(isClosed);
  return first && isOnly(group, first.change)
    ? CLOSED[first.change]
    : 'No longer open';
}

function about({ title, subject }: Issue): string {
  return `${title} – ${subject}`;
}

function amountOf(subjects: OpenIssues['subjects']): string {
  return subjects
    .map(({ kind, count: amount }) => count(amount, ...SUBJECT_WORDS[kind]))
    .join(', ');
}

function titleOf(group: IssueGroup): string {
  const { check, open } = group;
  const [worst] = open.worst;
  if (worst === undefined) {
    const closed = own(group);
    return closed.length === 1
      ? `${CLOSED[closed[0].change]}: ${about(closed[0])}`
      : `${closedWord(group)}: ${titleOfCheck(check)}`;
  }
  const total = open.subjects.reduce((sum, each) => sum + each.count, 0);
  return total === 1
    ? about(worst)
    : `${titleOfCheck(check)}: ${amountOf(open.subjects)}, worst: ${
        worst.subject
      }`;
}

function numberOf(
  updates: Pick<IssueUpdate, 'change'>[],
  wanted: IssueUpdate['change'],
  word: string,
): string[] {
  const { length } = updates.filter(({ change }) => change === wanted);
  return length > 0 ? [`${length} ${word}`] : [];
}

function descriptionOf(group: IssueGroup): string {
  const { open, updates } = group;
  const closed = own(group);
  const rest = open.count - open.worst.length;
  const changes = [
    ...numberOf(updates, 'opened', 'new'),
    ...numberOf(updates, 'worse', 'worse'),
    ...numberOf(closed, 'accepted', 'accepted'),
    ...numberOf(closed, 'resolved', 'resolved'),
    ...numberOf(closed, 'retired', 'no longer scanned'),
    open.count === 0 ? 'none open any more' : `${open.count} open`,
  ];
  return [
    ...open.worst.map(issue =>
      toLine(
        `${SEVERITY_WORDS[issue.severity]}: ${
          open.count === 1 ? issue.message : about(issue)
        }`,
      ),
    ),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    ...closed
      .slice(0, MOST_NAMED)
      .map(issue => toLine(`${CLOSED[issue.change]}: ${about(issue)}.`)),
    `${changes.join(', ')}.`,
  ].join('\n');
}

function severityOf({
  open,
  updates,
}: IssueGroup): NotificationPayload['severity'] {
  const isWorse = !updates.every(isClosed);
  const [worst] = open.worst;
  return isWorse && worst ? SEVERITY_OF_NOTIFICATION[worst.severity] : 'low';
}

/** Returns the notification for one check and owner. It replaces the previous one, so that no older notification lists a resolved finding as open. */
export function notificationOf(group: IssueGroup): NotificationPayload {
  return {
    title: titleOf(group),
    description: descriptionOf(group),
    link: linkOf(group),
    severity: severityOf(group),
    topic: TOPIC,
    scope: `irsa:${group.owner}:${group.check}`,
  };
}
