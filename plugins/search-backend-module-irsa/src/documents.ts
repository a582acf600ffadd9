import type { IrsaSearchDocument } from '@backstage-irsa/plugin-irsa-common';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import { type ShownStatus, shownStatus } from '@backstage-irsa/core/status';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  formatServiceAccountRef,
  type Finding,
  type FleetRole,
  type FleetServiceAccount,
} from '@backstage-irsa/core/model';

/** A document of the search. Its location identifies the document, so it is different for each row. @public */
export type IrsaDocument = IndexableDocument &
  IrsaSearchDocument & {
    /** The ID of the IAM service account that determines who may read the document. */
    authorization: { resourceRef: string };
  };

/** Returns the path of the entity tab of an IAM service account; undefined if it has no entity. */
function tabOf(
  { cluster, namespace, name, entityRef }: FleetServiceAccount,
  rest: Record<string, string> = {},
): string | undefined {
  const parts = /^([^:]+):([^/]+)\/(.+)$/.exec(entityRef ?? '');
  if (!parts) return undefined;
  // A cluster can send an unpaired surrogate, which is not allowed in a URL.
  const [, kind, inNamespace, entityName] = parts.map(part =>
    encodeURIComponent(part.toWellFormed()),
  );
  const query = new URLSearchParams({
    'service-account': formatServiceAccountRef({ cluster, namespace, name }),
    ...rest,
  });
  return `/catalog/${inNamespace}/${kind}/${entityName}/aws-access?${query}`;
}

function rowOf(table: string, id: string): string {
  return `/irsa/${table}?${new URLSearchParams({ open: id })}`;
}

function roleOf({
  roleArn,
}: FleetServiceAccount): Pick<IrsaSearchDocument, 'role'> {
  if (roleArn === null) return {};
  return { role: parseRoleArn(roleArn)?.name ?? roleArn };
}

/** The statuses as sentences, in the words of the pages. */
const STATUS_SENTENCES: Record<ShownStatus, string> = {
  verified: 'Its AWS access is verified.',
  checksPass: 'Its checks pass.',
  provedBefore: 'It was proved before the last change.',
  settling: 'It was changed a moment ago.',
  degraded: 'Its AWS access is degraded.',
  broken: 'Its AWS access is broken.',
  unknown: 'The status of its AWS access is unknown.',
};

function sentences(...parts: (string | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' ');
}

export function serviceAccountDocument(
  account: FleetServiceAccount,
): IrsaDocument {
  const { id, cluster, namespace, name, roleArn } = account;
  const status = shownStatus(account);
  return {
    kind: 'IAM service account',
    title: `${namespace}/${name} in ${cluster}`,
    text: sentences(
      `ServiceAccount ${name} in namespace ${namespace} of cluster ${cluster}.`,
      roleArn === null ? 'It has no role.' : `It has the role ${roleArn}.`,
      STATUS_SENTENCES[status],
      account.entityRef && `It belongs to ${account.entityRef}.`,
    ),
    location: tabOf(account) ?? rowOf('service-accounts', id),
    owner: account.owners.join(', '),
    cluster,
    namespace,
    ...roleOf(account),
    status,
    authorization: { resourceRef: id },
  };
}

/** Returns the document of a role. `holder` is an IAM service account that has the role. */
export function roleDocument(
  role: FleetRole,
  holder: FleetServiceAccount,
): IrsaDocument {
  const { id, name, arn, accountId } = role;
  return {
    kind: 'IAM role',
    title: name,
    text: sentences(
      `IAM role ${arn} in AWS account ${accountId}.`,
      `ServiceAccounts that have it: ${role.serviceAccounts}.`,
      role.unused && 'It is not used.',
      role.risk !== null && `Its highest risk is ${role.risk}.`,
    ),
    location: tabOf(holder, { role: id }) ?? rowOf('roles', id),
    owner: role.owners.join(', '),
    role: name,
    ...(role.risk !== null && { severity: role.risk }),
    authorization: { resourceRef: holder.id },
  };
}

/** Returns the document of a finding. `account` is the IAM service account that the finding concerns, or that has the role that it concerns. */
export function findingDocument(
  finding: Finding,
  account: FleetServiceAccount,
): IrsaDocument {
  const { id, severity, title, subject, message, remediation } = finding;
  return {
    kind: 'Finding',
    title: `${title} – ${subject.name}`,
    text: sentences(
      message,
      remediation,
      `Severity ${severity}.`,
      subject.cluster !== undefined && `Cluster ${subject.cluster}.`,
      `Check ${finding.check}.`,
    ),
    location: tabOf(account, { finding: id }) ?? rowOf('findings', id),
    owner: finding.owners.join(', '),
    cluster: account.cluster,
    namespace: account.namespace,
    ...roleOf(account),
    severity,
    authorization: { resourceRef: account.id },
  };
}
