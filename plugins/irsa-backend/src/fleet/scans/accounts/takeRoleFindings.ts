import {
  assess,
  type GovernanceContext,
  type RoleSubject,
} from '@backstage-irsa/core/findings';
import { found, unknown, type Observation } from '@backstage-irsa/core/model';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import { issuersPart } from '../governanceContext';
import { unreadTest } from '../unreadFindings';

/** The permissions for AWS's last-accessed reports. */
const REPORT = [
  'iam:GenerateServiceLastAccessedDetails',
  'iam:GetServiceLastAccessedDetails',
];

/** Takes the findings about a role, and keeps those that need something that was not read. */
export function takeRoleFindings(
  findings: Pick<FindingWriter, 'keepAbout' | 'take'>,
  subject: RoleSubject,
  read: { context: GovernanceContext; report: Observation<unknown> },
): void {
  const isUnread = unreadTest([
    issuersPart(read.context),
    {
      permissions: ['list serviceaccounts', 'eks:ListPodIdentityAssociations'],
      read: subject.hasUnknownHolders
        ? unknown('ServiceAccounts of a cluster were not read.')
        : found(true),
    },
    { permissions: REPORT, read: read.report },
  ]);
  findings.keepAbout(
    subject.id,
    finding =>
      isUnread(finding) &&
      // If a ServiceAccount is known to have the role, it does not matter who else has it.
      (finding.check_id !== 'role-without-service-account' ||
        subject.use === 'trust-only'),
  );
  findings.take(assess(subject, read.context));
}
