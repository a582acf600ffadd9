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
const MOST_CHARACTERS = 12_000_000;

/** A set of policies in a form for decisions, and whether what it allows depends on the principal. */
export interface ReadySet {
  policies: ReadPolicies;
  dependsOnPrincipal: boolean;
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
    if (missing.length === 0) return ready;
    const sets = await this.#reader.getMany(missing);
    const breather = new Breather();
    for (const [hash, set] of sets) {
      await breather.pause();
      const made = makeReady(set);
      this.#ready.set(hash, made, weightOf(set));
      ready.set(hash, made);
    }
    return ready;
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
  };
}

function weightOf({ policies }: PolicySet): number {
  return policies.reduce((sum, { document }) => sum + document.length, 1);
}
