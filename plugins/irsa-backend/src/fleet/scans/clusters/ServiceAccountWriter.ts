import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import {
  type Observed,
  type Verification,
  type Violation,
  valueOf,
} from '@backstage-irsa/core/model';
import { chainOf } from '@backstage-irsa/core/chain';
import {
  assess,
  type AssessedFinding,
  type GovernanceContext,
  type Ownership,
} from '@backstage-irsa/core/findings';
import type {
  CatalogIndex,
  ProposedEntity,
} from '@backstage-irsa/core/ownership';
import { toVerificationRecord } from '../../../verification/toVerificationRecord';
import { heldRole, type HeldRole } from '../../../verification/heldRoles';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import { giveWay } from '../../../lib/giveWay';
import { digestOfSeen, type Remembered } from './digestOfSeen';
import type {
  FindingWriter,
  KnownFinding,
} from '../../store/inventory/FindingStore';
import { toList } from '../../../database/lists';
import type { ScanLease } from '../../store/inventory/ScanLease';
import { ofPage, type ScannedPage } from '../../store/recordPage';
import { knownAfter } from '../../../serviceAccounts/KnownServiceAccount';
import { type StoredProof, verificationOf } from '@backstage-irsa/core/status';
import { answeredChecks, isUnanswered } from '../answeredFindings';
import { catalogOwnership, proposedEntity } from './catalogOwnership';
import { Headlines } from './Headlines';
import type { SeenSubject } from './observeSubject';
import { placeOfServiceAccount } from '../placing';
import {
  isOfReportOnly,
  partsOfServiceAccount,
  unreadTest,
} from '../unreadFindings';
import { touchedRoles } from './touchedRoles';
import type { Subject } from './subjects';
import type { ScanStores } from '../types';

/** How many rows are collected before they are written. */
const BUFFER = 60;

function emptyPage(): ScannedPage {
  return {
    ...{ serviceAccounts: [], places: [], states: [] },
    policySets: new Map(),
  };
}

/** The context of the writer, which all its IAM service accounts share. */
export interface WriterSurroundings {
  scope: string;
  /** The lease of the scan. Absent if only some ServiceAccounts are read again. */
  lease?: ScanLease;
  /** When the scan began. ISO 8601. */
  at: string;
  catalogue: ActionCatalogue;
  evaluator: Pick<Evaluator, 'run'>;
  context: GovernanceContext;
  index: CatalogIndex;
  findings: FindingWriter;
  stores: ScanStores;
  /** Returns the spec's violations of report-only guardrails; undefined if these could not be determined. */
  reportOnly: (
    subject: Subject,
    observed: Observed,
  ) => Promise<Violation[] | undefined>;
}

/** The data that findings about an IAM service account are derived from, in addition to its observation. */
interface Judged {
  verification: Verification;
  ownership: Ownership;
  reportOnly: Violation[] | undefined;
}

/** Verifies the IAM service accounts of one cluster, and stores those that have changed. */
export class ServiceAccountWriter {
  readonly #around: WriterSurroundings;
  readonly #headlines: Headlines;
  /** The answered checks of each subject whose verification could not answer all checks, by subject ID. */
  readonly #answered = new Map<string, string[]>();
  readonly #touchedRoles = new Set<string>();
  readonly #gone: string[] = [];
  #page = emptyPage();
  #count = 0;
  #written = 0;

  constructor(around: WriterSurroundings) {
    this.#around = around;
    const { catalogue, context, evaluator, stores } = around;
    this.#headlines = new Headlines(
      { catalogue, now: context.now },
      evaluator,
      stores.sets,
    );
  }

  get count(): number {
    return this.#count;
  }

  get written(): number {
    return this.#written;
  }

  /** The row IDs of the roles that have possibly gained or lost a holder. */
  get touchedRoles(): ReadonlySet<string> {
    return this.#touchedRoles;
  }

  /** Checks whether a verification could not tell if a finding still holds. */
  isUnread(finding: KnownFinding): boolean {
    return isUnanswered(finding, this.#answered.get(finding.subject_id));
  }

  /** Returns the entity and owners of an IAM service account. */
  ownershipOf(subject: Subject): Ownership {
    return catalogOwnership(subject, this.#around.index);
  }

  async take(subject: Subject, seen: SeenSubject): Promise<void> {
    const { before } = subject;
    const { observed } = seen;
    const { context, findings } = this.#around;
    if (!subject.isGone) this.#count += 1;
    // Its roles can come from an earlier scan. They do not matter if it is gone.
    const { readAt } = subject.isGone ? subject : seen;
    const isVerifiedSince = (before?.verifiedAt ?? '') > readAt;
    if (subject.isTouched || isVerifiedSince) {
      // A verification has seen newer data than this scan.
      findings.keepAbout(subject.id);
      return;
    }
    const ownership = this.ownershipOf(subject);
    const reportOnly = await this.#around.reportOnly(subject, observed);
    const { index } = this.#around;
    const proposed = proposedEntity(subject, observed, ownership, index);
    const digestWith = (remembered: Remembered) =>
      digestOfSeen(seen, remembered, {
        ...{ ownership, reportOnly, proposed },
        recorded: [...(before?.recorded ?? [])].sort(),
        settlingUntil: before?.last.settlingUntil,
        now: context.now,
      });
    // Nothing has changed since the last verification, so a new one would have the same result.
    if (
      before &&
      before.digest ===
        digestWith({
          known: before.known,
          proof: before.last.proof,
          unknown: before.last.state?.unknown,
        }) &&
      !before.isGone &&
      !subject.isGone
    ) {
      findings.keepAbout(subject.id);
      return;
    }
    const held = heldRole(
      observed,
      before?.recorded ?? new Set(),
      before?.roleRowId ?? null,
    );
    await this.#write(subject, seen, {
      ...{ digestWith, held, ownership, proposed, reportOnly },
      ...verificationOf(held.shown, before?.last ?? {}),
    });
    if (this.#page.serviceAccounts.length >= BUFFER) await this.#flush();
  }

  /** Writes the collected page. */
  async #flush(): Promise<void> {
    const { stores, scope, lease, at: since, findings } = this.#around;
    const page = this.#page;
    this.#page = emptyPage();
    const stored = await stores.serviceAccounts.record(page, {
      ...{ scope, lease, since, findings },
      at: new Date().toISOString(),
    });
    this.#written += stored.length;
  }

  /** Ends the scan: marks those that are no longer IAM service accounts as deleted. */
  async finish(): Promise<void> {
    await this.#flush();
    const { stores, at } = this.#around;
    const marked = await stores.serviceAccounts.markGone(this.#gone, at);
    await stores.states.record(
      'service-account',
      marked.map(rowId => ({ rowId, state: null })),
      at,
    );
  }

  async #write(
    subject: Subject,
    { readAt }: SeenSubject,
    made: Judged & {
      held: HeldRole;
      digestWith: (remembered: Remembered) => string;
      proposed: ProposedEntity | undefined;
      proof: StoredProof | null;
    },
  ): Promise<void> {
    const { id, before } = subject;
    const { held, ownership, proof, verification, digestWith } = made;
    const observed = held.shown;
    const wrong = subject.isGone ? [] : this.#assess(subject, observed, made);
    const { policySet, headline } = await this.#headlines.of(held.had);
    this.#page.policySets.set(policySet.hash, policySet);
    const record = toVerificationRecord(
      id,
      observed,
      { verification, proof, roleRowId: held.rowId, permissions: headline },
      before,
    );
    if (record.entityRef !== ownership.entityRef) delete record.entityRef;
    for (const touched of touchedRoles(record, before)) {
      this.#touchedRoles.add(touched);
    }
    this.#page.serviceAccounts.push(
      ofPage({
        record,
        chain: chainOf(observed),
        policySet: policySet.hash,
        digest: digestWith({
          known: knownAfter(record, before),
          proof,
          unknown: verification.unknown,
        }),
        readAt,
        pods: valueOf(observed.pods)?.length ?? null,
        openFindings: wrong.length,
        owners: toList(ownership.owners),
        catalogEntityRef: ownership.entityRef,
        proposedEntity: made.proposed,
        ...(before && { before }),
      }),
    );
    this.#page.places.push({
      rowId: id,
      places: [
        placeOfServiceAccount(
          observed,
          { recorded: before, roleArn: record.roleArn },
          ownership,
        ),
      ],
    });
    if (subject.isGone) {
      this.#gone.push(id);
      return;
    }
    this.#page.states.push({ rowId: id, state: verification.status });
    const answered = answeredChecks(verification);
    if (answered) this.#answered.set(id, answered);
    const { findings } = this.#around;
    findings.keepAbout(id, unreadTest(partsOfServiceAccount(observed)));
    if (!made.reportOnly) findings.keepAbout(id, isOfReportOnly);
    findings.take(wrong);
    await giveWay();
  }

  /** Returns the findings about an IAM service account. */
  #assess(
    { id, before }: Subject,
    observed: Observed,
    { verification, ownership, reportOnly }: Judged,
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
      this.#around.context,
    );
  }
}
