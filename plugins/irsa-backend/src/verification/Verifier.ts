import { NotFoundError } from '@backstage/errors';
import {
  type Delivery,
  type IamServiceAccount,
  type ServiceAccountRef,
  type Verification,
  type ClusterConfig,
  existingOf,
  serviceAccountId,
  type ObserveOptions,
  type Observed,
} from '@backstage-irsa/core/model';
import { chainOf } from '@backstage-irsa/core/chain';
import { clusterNamed } from '../config/clusterNamed';
import type { Look } from '../observe/Look';
import { policySetOfPods } from '@backstage-irsa/core/permissions';
import { proofSubjectOf, withFurtherConditions } from './proof/subject';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { SPREAD_WAITS_MS } from '../execute/spread';
import type { Drift, VerifierOptions, VerifyOptions } from './types';
import { waitAndNote } from '../lib/retry/waited';
import {
  cutOffProof,
  hasArrived,
  verificationOf,
  type Proving,
  isShown,
} from '@backstage-irsa/core/status';
import { TooManyRequestsError } from '../lib/errors';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import { permissionsNow } from './permissionsNow';
import { toVerificationRecord } from './toVerificationRecord';
import { heldRole, type HeldRole } from './heldRoles';
import { toPlanStep } from '@backstage-irsa/core/planning';

const NOT_REQUESTED: Proving = { liveProof: null };

/** Observes a ServiceAccount once, runs every check, makes the live proof if requested, determines the drift, and stores the results. */
export class Verifier {
  readonly #o: VerifierOptions;

  constructor(options: VerifierOptions) {
    this.#o = options;
  }

  /**
   * Verifies one ServiceAccount now.
   *
   * @throws TooManyRequestsError - if the cap on live proofs is reached; NotFoundError - if it is deleted meanwhile.
   */
  async verify(
    ref: ServiceAccountRef,
    options: VerifyOptions,
  ): Promise<{ account: IamServiceAccount; verification: Verification }> {
    const config = clusterNamed(this.#o.config, ref.cluster);
    const place = {
      cluster: ref.cluster,
      namespace: ref.namespace,
      name: ref.name,
    };
    return this.#o.signals.during(serviceAccountId(place), () =>
      this.#verify(config, place, options),
    );
  }

  /**
   * Verifies a recorded ServiceAccount after a write, without a live proof, and shows the result. A failure is only logged: a later scan shows the
   * change.
   */
  async showWritten(ref: ServiceAccountRef): Promise<void> {
    try {
      if (!(await this.#o.store.get(serviceAccountId(ref)))) return;
      await this.verify(ref, { live: false, written: true });
    } catch (error) {
      this.#o.logger.warn(
        `ServiceAccount ${nameInCluster(ref)} was not verified: ${error}`,
      );
    }
  }

  async #verify(
    config: ClusterConfig,
    place: ServiceAccountRef,
    options: VerifyOptions,
  ): Promise<{ account: IamServiceAccount; verification: Verification }> {
    const { store } = this.#o;
    const id = serviceAccountId(place);
    const account = await store.get(id);
    const known = await knownOf(account, config, store);
    const last = await store.lastVerification(id);
    for (let attempt = 0; ; attempt += 1) {
      const wait = options.settling ? SPREAD_WAITS_MS[attempt] : undefined;
      const { look, held, ...proving } = await this.#lookAndProve(
        id,
        { config, place, known },
        options,
      );
      const observed = held.shown;
      const isLast = options.settling && wait === undefined;
      const seen = verificationOf(
        observed,
        // A caller that waited this long has seen the final state.
        isLast ? { ...last, settlingUntil: undefined } : last,
        proving,
      );
      const drift =
        account && !account.delivery && !seen.verification.settling
          ? await this.#driftOf(account, look)
          : undefined;
      const made = isLast ? seen : unlessUnseen(seen, drift);
      const isSettled = !made.verification.settling;
      if (isSettled || wait === undefined || attempt === 0) {
        await this.#record(id, { account, look, held, drift, ...made });
        if (options.written) {
          await this.#o.fleet.written(id, observed, made.verification);
        }
      }
      if (isSettled || wait === undefined) {
        if (isLast || (isSettled && isShown(observed, proving))) {
          await store.recordSettling(id, null);
        }
        const stored = await store.get(id);
        if (!stored) throw deletedMeanwhile(id);
        return { account: stored, verification: made.verification };
      }
      await waitAndNote(wait);
    }
  }

  async #record(
    id: string,
    {
      account,
      look,
      held,
      drift,
      verification,
      proof,
    }: {
      account: IamServiceAccount | undefined;
      look: Look;
      held: HeldRole;
      drift: Drift | undefined;
    } & ReturnType<typeof verificationOf>,
  ): Promise<void> {
    const { chains, claims, evaluator, store } = this.#o;
    const observed = held.shown;
    const permissions = await permissionsNow(
      evaluator,
      policySetOfPods(held.had),
      new Date(observed.at),
    );
    const made = { verification, proof, permissions: permissions.headline };
    const found = toVerificationRecord(
      id,
      observed,
      { ...made, roleRowId: held.rowId },
      {
        ...{ account, association: account?.association },
        ...(await store.recordedRole(id)),
      },
    );
    const entityRef = await claims.agreed(observed.ref, found.entityRef);
    const recorded = await store.recordFinding(
      { ...found, entityRef },
      { onlyStored: account !== undefined },
    );
    if (recorded === 'deleted') throw deletedMeanwhile(id);
    // What a newer verification stored stays, also its chain and permissions.
    if (recorded === 'outdated') return;
    await this.#o.permissions.record(id, {
      ...permissions.effective,
      checkedAt: observed.at,
    });
    await chains.record(id, chainOf(observed));
    const { delivery } = observed;
    const isThere = delivery !== undefined && hasArrived(observed);
    if (isThere) await this.#arrive(id, delivery);
    // A delivery that has not arrived yet is not drift.
    const isAwaited = delivery?.state === 'pending' && !isThere;
    if (account && !isAwaited && !verification.settling) {
      const wanted = delivery ? await this.#driftOf(account, look) : drift;
      if (wanted) {
        await store.recordDrift(account, wanted.steps.map(toPlanStep));
      }
    }
  }

  /** Records that a delivery has arrived. What was handed over no longer belongs to Backstage, so it must not be changed or deleted anymore. */
  async #arrive(id: string, delivery: Delivery): Promise<void> {
    const { deliveries, managed } = this.#o;
    // Before the state is recorded: if this is interrupted, the next verification repeats both.
    if (delivery.state === 'handing-over') await managed.forgetAll(id);
    await deliveries.arrive(id, delivery);
  }

  /** Returns the drift. Undefined if it cannot be determined: then the recorded drift stays. */
  async #driftOf(
    account: IamServiceAccount,
    look: Look,
  ): Promise<Drift | undefined> {
    const { logger, planner } = this.#o;
    try {
      return await planner.drift(account, look);
    } catch (error) {
      logger.debug(`Could not determine the drift of ${account.id}: ${error}`);
      return undefined;
    }
  }

  async #lookAndProve(
    id: string,
    {
      config,
      place,
      known,
    }: {
      config: ClusterConfig;
      place: ServiceAccountRef;
      known: Omit<ObserveOptions, 'live'>;
    },
    options: VerifyOptions,
  ): Promise<Proving & { look: Look; held: HeldRole }> {
    const { live } = options;
    const look = this.#o.observer.look(config, place);
    const observed = await look.forChecks({ ...known, live });
    const proving = live
      ? await this.#prove(id, observed, options)
      : NOT_REQUESTED;
    const recorded = await this.#o.managed.objectsOf(id);
    const { roleRowId } = await this.#o.store.recordedRole(id);
    const held = heldRole(observed, recorded, roleRowId);
    return { look, held, ...proving };
  }

  async #prove(
    id: string,
    observed: Observed,
    { tolerateCap }: VerifyOptions,
  ): Promise<Proving> {
    const cutOff = cutOffProof(observed);
    if (cutOff) return { liveProof: cutOff };
    const { enabled, maxPerMinute } = this.#o.config.liveProof;
    const { subject, missing } = proofSubjectOf(observed, enabled);
    if (!subject) return { liveProof: null, noLiveProofReason: missing };
    const admission = await this.#o.proofs.admit(id);
    if (admission.admitted) {
      const proof = await this.#o.prover.prove(subject);
      return { liveProof: withFurtherConditions(proof, observed) };
    }
    const { retryAfterSeconds } = admission;
    const reason = `${maxPerMinute} live proofs were made within a minute, which is the limit (irsa.liveProof.maxPerMinute). Retry in ${retryAfterSeconds} s.`;
    if (!tolerateCap) throw new TooManyRequestsError(reason, retryAfterSeconds);
    const at = new Date().toISOString();
    return { liveProof: { result: 'failed', at, reason } };
  }
}

/** Returns what is known about the IAM service account before it is observed. */
async function knownOf(
  account: IamServiceAccount | undefined,
  config: ClusterConfig,
  store: ServiceAccountStore,
): Promise<Omit<ObserveOptions, 'live'>> {
  const { id, spec, delivery, cutOff } = account ?? {};
  const existing = existingOf(spec, config);
  return {
    known: id === undefined ? {} : await store.verifiedRole(id),
    grants: spec?.grants ?? [],
    ...(delivery && { delivery }),
    ...(cutOff && { cutOff }),
    ...(existing && { existing }),
    ...(spec?.mechanism && { mechanism: spec.mechanism }),
  };
}

/** Returns the verification as settling if AWS does not show yet what Backstage wrote last. Its checks are about an older state. */
function unlessUnseen<T extends ReturnType<typeof verificationOf>>(
  made: T,
  drift: Drift | undefined,
): T {
  if (drift?.unseenUntil === undefined) return made;
  const settling = { until: drift.unseenUntil };
  return { ...made, verification: { ...made.verification, settling } };
}

function deletedMeanwhile(id: string): NotFoundError {
  return new NotFoundError(
    `IAM service account ${id} was deleted while it was verified.`,
  );
}
