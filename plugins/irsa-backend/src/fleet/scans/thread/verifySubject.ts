import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { chainOf } from '@backstage-irsa/core/chain';
import {
  assess,
  type AssessedFinding,
  type GovernanceContext,
  type Ownership,
} from '@backstage-irsa/core/findings';
import {
  type Observed,
  type Verification,
  type Violation,
  valueOf,
} from '@backstage-irsa/core/model';
import type { ProposedEntity } from '@backstage-irsa/core/ownership';
import { verificationOf } from '@backstage-irsa/core/status';
import { toList } from '../../../database/lists';
import {
  knownAfter,
  type KnownServiceAccount,
} from '../../../serviceAccounts/KnownServiceAccount';
import { heldRole } from '../../../verification/heldRoles';
import { toVerificationRecord } from '../../../verification/toVerificationRecord';
import { ofPage, type ScannedPage } from '../../store/recordPage';
import { answeredChecks } from '../answeredFindings';
import { digestOfSeen, type Remembered } from '../digestOfSeen';
import { headlineOf, type KnownRisks } from './headline';
import type { SeenSubject } from '../observeSubject';
import { placeOfServiceAccount } from '../placing';

/** An IAM service account with all that its rows and findings are made from. Plain data, of which threads get a copy. */
export interface KnownSubject {
  id: string;
  before?: KnownServiceAccount;
  /** Whether it is none any more. */
  isGone: boolean;
  seen: SeenSubject;
  ownership: Ownership;
  proposed: ProposedEntity | undefined;
  /** What its spec breaks of guardrails in report-only; undefined where that could not be told. */
  reportOnly: Violation[] | undefined;
  /** Of the role that its pods get; absent where no scan has looked for them. */
  risks?: KnownRisks;
}

/** What is to be stored of some. */
export interface VerifiedSubjects {
  page: ScannedPage;
  findings: AssessedFinding[];
  /** By the id of one whose verification could not answer all: the checks that it did. */
  answered: Map<string, string[]>;
}

interface Around {
  catalogue: ActionCatalogue;
  context: GovernanceContext;
}

/** A digest of all that what is stored of one is made of. */
export function digestOfSubject(
  {
    seen,
    ownership,
    reportOnly,
    proposed,
    before,
  }: Pick<
    KnownSubject,
    'seen' | 'ownership' | 'reportOnly' | 'proposed' | 'before'
  >,
  remembered: Remembered,
  now: Date,
): string {
  return digestOfSeen(seen, remembered, {
    ...{ ownership, reportOnly, proposed, now },
    recorded: [...(before?.recorded ?? [])].sort(),
    settlingUntil: before?.last.settlingUntil,
  });
}

/** Verifies one, and adds what is to be stored of it. */
export function verifySubject(
  subject: KnownSubject,
  { catalogue, context }: Around,
  { page, findings, answered }: VerifiedSubjects,
): void {
  const { id, before, seen, ownership, isGone } = subject;
  const { now } = context;
  const held = heldRole(seen.observed, before?.recorded ?? new Set());
  const observed = held.shown;
  const made = verificationOf(observed, before?.last ?? {});
  const { verification, proof } = made;
  const wrong = isGone ? [] : assessed(subject, observed, made, context);
  const { policySet, headline } = headlineOf(held.had, {
    ...{ catalogue, now, risks: subject.risks },
  });
  const record = toVerificationRecord(id, observed, {
    ...made,
    roleRowId: held.rowId,
    permissions: headline,
  });
  if (record.entityRef !== ownership.entityRef) delete record.entityRef;
  const { unknown } = verification;
  const remembered = { known: knownAfter(record, before), proof, unknown };
  page.serviceAccounts.push(
    ofPage({
      record,
      readAt: seen.readAt,
      chain: chainOf(observed),
      policySet: policySet.hash,
      digest: digestOfSubject(subject, remembered, now),
      roleAccountId: parseRoleArn(record.roleArn ?? '')?.accountId ?? null,
      pods: valueOf(observed.pods)?.length ?? 0,
      openFindings: wrong.length,
      owners: toList(ownership.owners),
      catalogEntityRef: ownership.entityRef,
      proposedEntity: subject.proposed,
      ...(before && { before }),
    }),
  );
  if (page.policySets.every(({ hash }) => hash !== policySet.hash)) {
    page.policySets.push(policySet);
  }
  const placed = { recorded: before, roleArn: record.roleArn };
  page.places.push({
    rowId: id,
    places: [placeOfServiceAccount(observed, placed, ownership)],
  });
  if (isGone) return;
  page.states.push({ rowId: id, state: verification.status });
  findings.push(...wrong);
  const checks = answeredChecks(verification);
  if (checks) answered.set(id, checks);
}

/** What is wrong with one. */
function assessed(
  { id, before, reportOnly, ownership }: KnownSubject,
  observed: Observed,
  { verification }: { verification: Verification },
  context: GovernanceContext,
): AssessedFinding[] {
  return assess(
    {
      kind: 'service-account',
      id,
      observed,
      verification,
      known: {
        serviceAccountUid: before?.serviceAccountUid ?? null,
        namespaceUid: before?.namespaceUid ?? null,
      },
      ...(reportOnly && { reportOnly }),
      ...ownership,
    },
    context,
  );
}
