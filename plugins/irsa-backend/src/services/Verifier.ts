import { NotFoundError } from '@backstage/errors';
import type {
  IamServiceAccount,
  LiveProof,
  ServiceAccountRef,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import { chainOf } from '../chain/chain';
import { runChecks } from '../checks/runChecks';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Drift } from '../drift/Drift';
import type { Observer } from '../observe/Observer';
import type { Observed } from '../observe/types';
import type { Evaluator } from '../evaluation/Evaluator';
import {
  unreadPermissions,
  type RolePermissions,
} from '../permissions/permissions';
import type { PolicySet } from '../permissions/policySet';
import { policySetOfPods } from '../permissions/podsRole';
import { furtherConditionKeys } from '../proof/conditions';
import type { LiveProver } from '../proof/LiveProver';
import { proofSubjectOf } from '../proof/subject';
import type { ChainStore } from '../store/ChainStore';
import type { DeliveryStore } from '../store/DeliveryStore';
import type { PermissionsStore } from '../store/PermissionsStore';
import type { ProofStore } from '../store/ProofStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import { cutOffProof } from '../verification/cutOffProof';
import { hasArrived } from '../verification/arrival';
import { statusOf } from '../verification/status';
import type { Announcer } from './Announcer';
import { TooManyRequestsError, unavailable } from './errors';
import type { EntityClaims } from './EntityClaims';
import { findingOf } from './findingOf';

/** Waits for IAM to spread what was just made, in milliseconds: a refusal within this time is asked again. */
const SETTLE_WAITS_MS = [500, 1000, 2000, 4000, 8000];

/** How a verification is made. */
export interface VerifyOptions {
  /** Also make the live proof. */
  live: boolean;
  /** Something was just written: what IAM refuses is looked at and asked for again. */
  settling?: boolean;
  /** A reached cap on live proofs is a failed proof rather than an error. */
  tolerateCap?: boolean;
}

/** What came of a request for a live proof. */
interface Proving {
  liveProof: LiveProof | null;
  /** The setting without which none is made. */
  noLiveProofReason?: string;
}

const NOT_REQUESTED: Proving = { liveProof: null };

/** Observes, runs every check, makes the live proof when asked, and stores the answer. */
export class Verifier {
  readonly #announcer: Announcer;
  readonly #claims: EntityClaims;
  readonly #config: IrsaConfig;
  readonly #observer: Observer;
  readonly #prover: LiveProver;
  readonly #proofs: ProofStore;
  readonly #store: ServiceAccountStore;
  readonly #permissions: PermissionsStore;
  readonly #chains: ChainStore;
  readonly #deliveries: DeliveryStore;
  readonly #drift: Drift;
  readonly #evaluator: Evaluator;

  static create(options: {
    announcer: Announcer;
    claims: EntityClaims;
    config: IrsaConfig;
    evaluator: Evaluator;
    observer: Observer;
    prover: LiveProver;
    proofs: ProofStore;
    store: ServiceAccountStore;
    permissions: PermissionsStore;
    chains: ChainStore;
    deliveries: DeliveryStore;
    drift: Drift;
  }): Verifier {
    return new Verifier(options);
  }

  private constructor(options: {
    announcer: Announcer;
    claims: EntityClaims;
    config: IrsaConfig;
    evaluator: Evaluator;
    observer: Observer;
    prover: LiveProver;
    proofs: ProofStore;
    store: ServiceAccountStore;
    permissions: PermissionsStore;
    chains: ChainStore;
    deliveries: DeliveryStore;
    drift: Drift;
  }) {
    this.#announcer = options.announcer;
    this.#claims = options.claims;
    this.#config = options.config;
    this.#observer = options.observer;
    this.#prover = options.prover;
    this.#proofs = options.proofs;
    this.#store = options.store;
    this.#permissions = options.permissions;
    this.#chains = options.chains;
    this.#deliveries = options.deliveries;
    this.#drift = options.drift;
    this.#evaluator = options.evaluator;
  }

  /**
   * Verifies one ServiceAccount now.
   *
   * @throws TooManyRequestsError - when the cap on live proofs is reached; NotFoundError - when it is deleted meanwhile.
   */
  async verify(
    ref: ServiceAccountRef,
    options: VerifyOptions,
  ): Promise<{ account: IamServiceAccount; verification: Verification }> {
    const config = this.#config.clusters.find(
      ({ name }) => name === ref.cluster,
    );
    if (!config) {
      throw unavailable(`Cluster ${ref.cluster} is not configured any more.`);
    }
    const place = {
      cluster: ref.cluster,
      namespace: ref.namespace,
      name: ref.name,
    };
    return this.#announcer.during(serviceAccountId(place), () =>
      this.#verify(config, place, options),
    );
  }

  async #verify(
    config: ClusterConfig,
    place: ServiceAccountRef,
    options: VerifyOptions,
  ): Promise<{ account: IamServiceAccount; verification: Verification }> {
    const id = serviceAccountId(place);
    const { isStored, ...last } = await this.#store.lastKnown(id);
    const { observed, liveProof, noLiveProofReason } = await this.#lookAndProve(
      id,
      () =>
        this.#observer.observe(config, place, { ...last, live: options.live }),
      options,
    );
    const checks = runChecks(observed, liveProof);
    const verification: Verification = {
      status: statusOf(checks),
      liveProof,
      ...(noLiveProofReason !== undefined && { noLiveProofReason }),
      checkedAt: observed.at,
      checks,
    };
    const permissions = await permissionsNow(
      this.#evaluator,
      policySetOfPods(observed),
      new Date(observed.at),
    );
    const found = findingOf(id, observed, verification, permissions.headline);
    const entityRef = await this.#claims.agreed(place, found.entityRef);
    const isRecorded = await this.#store.recordFinding(
      { ...found, entityRef },
      { onlyStored: isStored },
    );
    if (!isRecorded) throw deletedMeanwhile(id);
    await this.#permissions.record(id, {
      ...permissions.effective,
      checkedAt: observed.at,
    });
    await this.#chains.record(id, chainOf(observed));
    if (observed.delivery && hasArrived(observed)) {
      await this.#deliveries.arrive(id, observed.delivery);
    }
    await this.#drift.look(id);
    const stored = await this.#store.get(id);
    if (!stored) throw deletedMeanwhile(id);
    return { account: stored, verification };
  }

  async #lookAndProve(
    id: string,
    look: () => Promise<Observed>,
    options: VerifyOptions,
  ): Promise<Proving & { observed: Observed }> {
    for (let attempt = 0; ; attempt += 1) {
      const observed = await look();
      const proving = options.live
        ? await this.#prove(id, observed, options)
        : NOT_REQUESTED;
      const again =
        options.settling &&
        proving.liveProof?.result === 'refused' &&
        attempt < SETTLE_WAITS_MS.length;
      if (!again) return { observed, ...proving };
      await new Promise(resolve =>
        setTimeout(resolve, SETTLE_WAITS_MS[attempt]),
      );
    }
  }

  async #prove(
    id: string,
    observed: Observed,
    { tolerateCap }: VerifyOptions,
  ): Promise<Proving> {
    const cutOff = cutOffProof(observed);
    if (cutOff) return { liveProof: cutOff };
    const { enabled, maxPerMinute } = this.#config.liveProof;
    const { subject, missing } = proofSubjectOf(observed, enabled);
    if (!subject) return { liveProof: null, noLiveProofReason: missing };
    const admission = await this.#proofs.admit(id);
    if (admission.admitted) {
      const proof = await this.#prover.prove(subject);
      return { liveProof: withFurtherConditions(proof, observed) };
    }
    const { retryAfterSeconds } = admission;
    const reason = `${maxPerMinute} live proofs were made within a minute, which is the cap: ask again in ${retryAfterSeconds} s.`;
    if (!tolerateCap) throw new TooManyRequestsError(reason, retryAfterSeconds);
    const at = new Date().toISOString();
    return { liveProof: { result: 'failed', at, reason } };
  }
}

/** What a role may do. A verification does not fail because that takes too long to tell: then it is not read, with the reason. */
async function permissionsNow(
  evaluator: Evaluator,
  set: PolicySet,
  now: Date,
): Promise<RolePermissions> {
  try {
    return await evaluator.run(
      'rolePermissions',
      { set, now },
      { waits: true },
    );
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error;
    return unreadPermissions(set, error.message);
  }
}

function deletedMeanwhile(id: string): NotFoundError {
  return new NotFoundError(
    `IAM service account ${id} was deleted while it was verified.`,
  );
}

/** A refusal of our request says nothing about the pod's where the trust policy looks at the request itself. */
function withFurtherConditions(
  proof: LiveProof,
  observed: Observed,
): LiveProof {
  const keys = furtherConditionKeys(observed);
  if (proof.result !== 'refused' || keys.length === 0) return proof;
  return {
    ...proof,
    result: 'failed',
    reason: `The trust policy also depends on ${keys.join(
      ', ',
    )}, in which a pod's request may differ from ours. ${
      proof.reason ?? ''
    }`.trim(),
  };
}
