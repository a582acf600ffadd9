import { Breather } from './evaluator/Breather';
import {
  type PolicySet,
  evaluablePolicies,
  readPolicies,
  type ReadPolicies,
} from '@backstage-irsa/core/permissions';
import type { PolicySetReader } from './PolicySetReader';
import { LimitedCache } from '../lib/LimitedCache';

/** The maximum size of policies that are kept ready, in characters. Compiled, they take about six times as many bytes. */
const MOST_CHARACTERS = 6_000_000;

/** A set of policies in a form for decisions, and whether what it allows depends on the principal. */
export interface ReadySet {
  policies: ReadPolicies;
  dependsOnPrincipal: boolean;
  /** In characters. */
  size: number;
}

/** The policies of roles and users. They are parsed when read, and compiled when first used. */
export class PolicySets {
  readonly #reader: PolicySetReader;
  readonly #ready = new LimitedCache<ReadySet>(MOST_CHARACTERS);

  constructor(options: { reader: PolicySetReader }) {
    this.#reader = options.reader;
  }

  /** Returns sets by hash. A set that is not stored is left out. */
  async getMany(hashes: string[]): Promise<Map<string, ReadySet>> {
    const ready = new Map<string, ReadySet>();
    for (const hash of hashes) {
      const known = this.#ready.get(hash);
      if (known) ready.set(hash, known);
    }
    const missing = hashes.filter(hash => !ready.has(hash));
    for (const [hash, made] of await this.readMany(missing)) {
      this.#ready.set(hash, made, made.size);
      ready.set(hash, made);
    }
    return ready;
  }

  /** Like `getMany`, but does not keep the sets ready. For one look at most sets of a fleet. */
  async readMany(hashes: string[]): Promise<Map<string, ReadySet>> {
    if (hashes.length === 0) return new Map();
    const sets = await this.#reader.getMany(hashes);
    const made = new Map<string, ReadySet>();
    const breather = new Breather();
    for (const [hash, set] of sets) {
      await breather.pause();
      made.set(hash, makeReady(set));
    }
    return made;
  }
}

function makeReady(set: PolicySet): ReadySet {
  const { identityPolicies, permissionsBoundary } = evaluablePolicies({
    ...set,
    policies: set.policies.filter(({ kind }) => kind !== 'trust'),
  });
  return {
    policies: readPolicies(set, { identityPolicies, permissionsBoundary }),
    dependsOnPrincipal: set.policies.some(({ document }) =>
      /aws:(principal|userid|username)/i.test(document),
    ),
    size: set.policies.reduce((sum, { document }) => sum + document.length, 1),
  };
}
