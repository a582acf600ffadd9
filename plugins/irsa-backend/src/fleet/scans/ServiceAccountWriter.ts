import { parseRoleArn } from '@backstage-irsa/core/arn';
import type {
  GovernanceContext,
  Ownership,
} from '@backstage-irsa/core/findings';
import type {
  Observed,
  ObservedRolePolicies,
  Violation,
} from '@backstage-irsa/core/model';
import type { CatalogIndex } from '@backstage-irsa/core/ownership';
import {
  policySetHash,
  policySetOf,
  withoutTrust,
} from '@backstage-irsa/core/permissions';
import { giveWay } from '../../lib/giveWay';
import { onceFor } from '../../lib/onceFor';
import { namedRoleArn } from '../../verification/toVerificationRecord';
import type {
  FindingWriter,
  KnownFinding,
} from '../store/inventory/FindingStore';
import { isUnanswered } from './answeredFindings';
import { catalogOwnership, proposedEntity } from './catalogOwnership';
import type { KnownRisks } from './thread/headline';
import type { SeenSubject } from './observeSubject';
import { roleRowId } from './roleRow';
import type { Subject } from './subjects';
import type { ScanThread } from './thread/ScanThread';
import type { ScanStores } from './types';
import {
  digestOfSubject,
  type KnownSubject,
  type VerifiedSubjects,
} from './thread/verifySubject';

/** So many are verified and written together: each commit costs as much as many rows. */
const BATCH = 60;

/** Several ServiceAccounts have the same role. */
const ownSetHash = onceFor((policies: ObservedRolePolicies) =>
  policySetHash(withoutTrust(policySetOf(policies))),
);

/** What is known beside one IAM service account. */
export interface WriterSurroundings {
  scope: string;
  /** When the scan began. ISO 8601. */
  at: string;
  context: GovernanceContext;
  index: CatalogIndex;
  findings: FindingWriter;
  stores: ScanStores;
  thread: ScanThread;
  /** What a spec breaks of guardrails in report-only; undefined where that could not be told. */
  reportOnly: (
    subject: Subject,
    observed: Observed,
  ) => Promise<Violation[] | undefined>;
}

/** Verifies the IAM service accounts of one cluster, and stores those of which something has changed. */
export class ServiceAccountWriter {
  readonly #around: WriterSurroundings;
  readonly #sets = new Set<string>();
  readonly #risks = new Map<string, KnownRisks | undefined>();
  /** By subject whose verification could not answer all: the checks that it did. */
  readonly #answered = new Map<string, string[]>();
  readonly #unreadNamespaces = new Set<string>();
  readonly #unjudged = new Set<string>();
  readonly #touchedRoles = new Set<string>();
  readonly #gone: string[] = [];
  #waiting: KnownSubject[] = [];
  /** Of the last batch that a thread was given. */
  #stored: Promise<void> | undefined;
  #count = 0;
  #written = 0;

  constructor(around: WriterSurroundings) {
    this.#around = around;
  }

  get count(): number {
    return this.#count;
  }

  get written(): number {
    return this.#written;
  }

  /** The rows of roles that somebody came to have or has no more. */
  get touchedRoles(): ReadonlySet<string> {
    return this.#touchedRoles;
  }

  /** Whether it cannot be told if a finding about one still holds. */
  isUnread(finding: KnownFinding): boolean {
    const { check_id: check, subject_id: subject } = finding;
    if (check === 'recreated') return this.#unreadNamespaces.has(subject);
    if (check === 'report-only-guardrail') return this.#unjudged.has(subject);
    return isUnanswered(finding, this.#answered.get(subject));
  }

  /** Whose it is. */
  ownershipOf(subject: Subject): Ownership {
    return catalogOwnership(subject, this.#around.index);
  }

  async take(subject: Subject, seen: SeenSubject): Promise<void> {
    const { id, before, isGone } = subject;
    const { observed } = seen;
    const { context, findings, index } = this.#around;
    if (!isGone) this.#count += 1;
    const isVerifiedSince =
      before?.verifiedAt !== undefined && before.verifiedAt > seen.readAt;
    if (subject.isTouched || isVerifiedSince) {
      // A verification has seen more than this scan, whose roles may be of an earlier one.
      findings.keepAbout(id);
      return;
    }
    const ownership = this.ownershipOf(subject);
    const known = {
      ...{ id, before, isGone, seen, ownership },
      reportOnly: await this.#around.reportOnly(subject, observed),
      proposed: proposedEntity(subject, observed, ownership, index),
    };
    if (isUnchanged(known, context.now)) {
      findings.keepAbout(id);
      return;
    }
    this.#note(known);
    const risks = await this.#risksOf(seen.policies);
    this.#waiting.push({ ...known, ...(risks && { risks }) });
    if (this.#waiting.length >= BATCH) await this.#verifyInThread();
  }

  /** Ends the scan: those that are IAM service accounts no more are gone. */
  async finish(): Promise<void> {
    const { stores, at, thread } = this.#around;
    if (this.#waiting.length > 0) {
      if (this.#stored) await this.#verifyInThread();
      else {
        await this.#store(
          await thread.here('verifySubjects', this.#nextBatch()),
        );
      }
    }
    await this.#stored;
    await stores.serviceAccounts.markGone(this.#gone, at);
    await stores.states.record(
      'service-account',
      this.#gone.map(rowId => ({ rowId, state: null })),
      at,
    );
  }

  #nextBatch() {
    const subjects = this.#waiting;
    this.#waiting = [];
    return { subjects, context: this.#around.context };
  }

  /** Gives the thread a batch once the one before is stored, so that two of them are in memory and there is always one to work on. */
  async #verifyInThread(): Promise<void> {
    const before = this.#stored;
    const verifying = this.#around.thread.inThread(
      'verifySubjects',
      this.#nextBatch(),
    );
    const storing = Promise.all([verifying, before]).then(([verified]) =>
      this.#store(verified),
    );
    // What fails is thrown where it is waited for next.
    storing.catch(() => {});
    this.#stored = storing;
    await before;
  }

  async #store({ page, findings: wrong, answered }: VerifiedSubjects) {
    const { stores, scope, at: since, findings } = this.#around;
    findings.take(wrong);
    for (const [id, checks] of answered) this.#answered.set(id, checks);
    const policySets = page.policySets.filter(
      ({ hash }) => !this.#sets.has(hash),
    );
    for (const { hash } of policySets) this.#sets.add(hash);
    const stored = await stores.serviceAccounts.record(
      { ...page, policySets },
      { scope, since, findings, at: new Date().toISOString() },
    );
    this.#written += stored.length;
    await giveWay();
  }

  /** Notes the roles that it names and had, and what could not be told of it. */
  #note({ id, before, seen: { observed }, isGone, reportOnly }: KnownSubject) {
    const named = namedRoleArn(observed);
    if (named !== null && parseRoleArn(named)) {
      this.#touchedRoles.add(roleRowId(named));
    }
    if (before?.roleRowId) this.#touchedRoles.add(before.roleRowId);
    if (isGone) {
      this.#gone.push(id);
      return;
    }
    if (!reportOnly) this.#unjudged.add(id);
    if (observed.namespace.state === 'unknown') this.#unreadNamespaces.add(id);
  }

  async #risksOf(
    policies: ObservedRolePolicies,
  ): Promise<KnownRisks | undefined> {
    const hash = ownSetHash(policies);
    if (!this.#risks.has(hash)) {
      const risks = await this.#around.stores.sets.risksIn(hash);
      this.#risks.set(hash, risks && { hash, risks });
    }
    return this.#risks.get(hash);
  }
}

/** Whether nothing has changed since the last verification, so that a new one would say the same. */
function isUnchanged(subject: KnownSubject, now: Date): boolean {
  const { before, isGone } = subject;
  if (!before || before.isGone || isGone) return false;
  const { known, last } = before;
  const { proof, state } = last;
  const remembered = { known, proof, unknown: state?.unknown };
  return before.digest === digestOfSubject(subject, remembered, now);
}
