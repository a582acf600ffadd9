import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { irsaGovernanceAcceptPermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type Finding,
  type Violation,
  timeText,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { AcceptanceRules } from './AcceptanceRules';
import type { AcceptanceStore } from './store/AcceptanceStore';
import type { FleetStore } from './store/FleetStore';
import type { OverviewStore } from './store/OverviewStore';
import type { Visibility } from '../authorization/visibility';
import { allInOrder } from '../lib/allInOrder';
import { violationsError } from '../lib/errors';
import type { FleetReaders } from './FleetReaders';
import type { Authorizer } from '../authorization/Authorizer';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

const LEAST_REASON = 10;

const LONGEST_MS = 90 * 24 * 60 * 60_000;
/** How far ahead the clock of a browser that computes the time can be. */
const CLOCK_SKEW_MS = 5 * 60_000;

interface Options {
  changes: ChangeLog;
  acceptances: AcceptanceStore;
  overview: OverviewStore;
  authorizer: Authorizer;
  readers: FleetReaders;
  rules: AcceptanceRules;
  store: FleetStore;
}

/** Reads, accepts, and reopens single findings. An acceptance ends at a set time. */
export class Acceptances {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Returns one finding, and why the caller may not accept or reopen it.
   *
   * @throws NotAllowedError; NotFoundError - if it does not exist or is hidden from the caller.
   */
  async get(id: string, credentials: UserCredentials): Promise<Finding> {
    const { authorizer, readers, rules } = this.#o;
    const finding = await this.#find(id, await readers.visibility(credentials));
    if (finding.state === 'resolved') return finding;
    try {
      await authorizer.requireBasic(
        credentials,
        irsaGovernanceAcceptPermission,
      );
      await rules.require(finding, credentials);
      return finding;
    } catch (error) {
      if (!(error instanceof NotAllowedError)) throw error;
      return { ...finding, acceptanceRefusal: error.message };
    }
  }

  /**
   * Accepts a finding that is not resolved. A new acceptance replaces an earlier one.
   *
   * @throws NotAllowedError; NotFoundError; InputError - that names the field and the rule; ConflictError - if the finding is resolved.
   */
  async accept(
    id: string,
    { reason, until }: { reason: string; until: string },
    credentials: UserCredentials,
  ): Promise<Finding> {
    const visibility = await this.#mayAccept(credentials);
    const now = new Date();
    const violations = brokenRules({ reason, until: new Date(until) }, now);
    if (violations.length > 0) throw violationsError(violations);
    const finding = await this.#find(id, visibility);
    await this.#o.rules.require(finding, credentials);
    const { resolvedAt } = finding;
    if (resolvedAt !== undefined) {
      throw new ConflictError(
        `The finding was resolved at ${timeText(
          resolvedAt,
        )}, so it cannot be accepted.`,
      );
    }
    const acceptance = {
      by: credentials.principal.userEntityRef,
      reason: reason.trim(),
      at: now.toISOString(),
      until: new Date(until).toISOString(),
    };
    await this.#record(finding, acceptance, credentials, () =>
      this.#o.acceptances.accept(finding, acceptance),
    );
    this.#o.overview.forget();
    return this.#find(id, visibility);
  }

  /** Removes the acceptance of a finding. @throws NotAllowedError; NotFoundError */
  async reopen(id: string, credentials: UserCredentials): Promise<Finding> {
    const visibility = await this.#mayAccept(credentials);
    const finding = await this.#find(id, visibility);
    await this.#o.rules.require(finding, credentials);
    await this.#record(finding, undefined, credentials, () =>
      this.#o.acceptances.reopen(finding),
    );
    this.#o.overview.forget();
    return this.#find(id, visibility);
  }

  /** Runs the work that changes the acceptance of a finding, and records the change for auditors. */
  #record(
    { id, title, acceptance: before, subject, entityRef, owners }: Finding,
    after: Finding['acceptance'],
    { principal }: UserCredentials,
    work: () => Promise<void>,
  ): Promise<void> {
    const summary = after ? 'Accept' : 'Reopen';
    return this.#o.changes.record(
      {
        action: after ? 'finding-accept' : 'finding-reopen',
        requester: principal.userEntityRef,
        reason: after?.reason,
        findingId: id,
        entityRef,
        owner: owners[0],
        accountId: subject.accountId,
      },
      {
        action: 'update',
        target: { kind: 'finding', name: `${subject.kind} ${subject.name}` },
        summary: `${summary} finding: ${title}`,
        diff: [{ field: 'acceptance', before, after }],
      },
      work,
    );
  }

  async #mayAccept(credentials: UserCredentials): Promise<Visibility> {
    const [visibility] = await allInOrder([
      this.#o.readers.visibility(credentials),
      this.#o.authorizer.requireBasic(
        credentials,
        irsaGovernanceAcceptPermission,
      ),
    ]);
    return visibility;
  }

  async #find(id: string, visibility: Visibility): Promise<Finding> {
    const finding = await this.#o.store.finding(id, visibility);
    if (!finding) throw new NotFoundError(`Finding ${id} not found.`);
    return finding;
  }
}

function brokenRules(
  { reason, until }: { reason: string; until: Date },
  now: Date,
): Violation[] {
  const violations: Violation[] = [];
  if (reason.trim().length < LEAST_REASON) {
    violations.push({
      field: 'reason',
      rule: 'reason-length',
      message: `The reason must have at least ${LEAST_REASON} characters, without spaces around it.`,
    });
  }
  const latest = new Date(now.getTime() + LONGEST_MS);
  if (Number.isNaN(until.getTime())) {
    violations.push({
      field: 'until',
      rule: 'until-time',
      message: 'Invalid time. Use ISO 8601, such as 2027-01-31T00:00:00Z.',
    });
  } else if (until <= now) {
    violations.push({
      field: 'until',
      rule: 'until-future',
      message: 'The time is in the past. Choose a later time.',
    });
  } else if (until.getTime() > latest.getTime() + CLOCK_SKEW_MS) {
    violations.push({
      field: 'until',
      rule: 'until-latest',
      message: `A risk can be accepted for at most 90 days. Choose a time until ${latest.toISOString()}.`,
    });
  }
  return violations;
}
