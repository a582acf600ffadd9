import {
  LAYER_TITLES,
  type Allowance,
  type Blockage,
  type Outcome,
} from './allowance';
import type { Comparer } from './comparer';
import type { Grant } from './grant';
import type { Limit } from './layers';
import { isEverything, textOf, type Resources } from './resources';
import type { Target } from './target';

/** The statements that apply to an action. */
export interface Concerned {
  grants: Grant[];
  limits: Limit[];
  denies: Grant[];
}

/** Statements with the resources that actions with the same target can be used on. */
interface Part {
  grant: Grant;
  resources: Resources[];
}

/** The work of a step that compares nothing. */
const STEP = 10;
/** The work of creating an allowance, in addition to the lengths of its lists: it limits the memory too. */
const CREATE = 100;

function isCertain({ grant: { certainty } }: Part): boolean {
  return certainty === 'always';
}

function onlyIf({ conditions }: Grant): string[] {
  return conditions.map(words => `only ${words}`);
}

/** The result for an action, from layer to layer. */
class Combining {
  allowances: Allowance[] = [];
  readonly blockages: Blockage[] = [];
  readonly #comparer: Comparer;
  #created = 0;

  constructor(comparer: Comparer) {
    this.#comparer = comparer;
  }

  /** Creates one allowance for the grants without conditions, and one for each set of conditions. */
  grant(parts: Part[]): void {
    const own = parts.filter(({ resources }) => resources.length > 0);
    const byConditions = new Map<string, Part[]>([['', []]]);
    for (const part of own) {
      const { grant, resources } = part;
      if (grant.certainty === 'never') {
        this.blockages.push({
          resources: this.#comparer.reduce(resources),
          grants: [grant],
          layer: 'identity',
          denies: [],
          cause: 'never',
          conditions: grant.conditions,
          invalid: [],
        });
        continue;
      }
      const key = grant.conditions.join('\n');
      this.#comparer.spend(key.length);
      const same = byConditions.get(key);
      if (same) same.push(part);
      else byConditions.set(key, [part]);
    }
    const [plain, ...conditional] = [...byConditions.values()].map(group =>
      this.#create({
        resources: this.#comparer.reduce(
          group.flatMap(({ resources }) => resources),
        ),
        conditions: group[0] ? onlyIf(group[0].grant) : [],
        except: [],
        grants: group.map(({ grant }) => grant),
        denies: [],
      }),
    );
    const left = conditional.map(allowance => ({
      ...allowance,
      resources: allowance.resources.filter(
        item => !this.#isWithin(item, plain.resources),
      ),
    }));
    this.allowances = [plain, ...left].filter(
      ({ resources }) => resources.length > 0,
    );
  }

  /** Removes the resources on which a Deny certainly applies. */
  deny({ grant, resources: taken }: Part): void {
    this.allowances = this.allowances.flatMap(allowance => {
      this.#comparer.spend(STEP);
      const left: Resources[] = [];
      const gone: Resources[] = [];
      for (const item of allowance.resources) {
        (this.#isWithin(item, taken) ? gone : left).push(item);
      }
      this.#block(allowance, gone, {
        layer: grant.ref.layer,
        level: grant.ref.level,
        denies: [grant],
        cause: 'explicit-deny',
      });
      const parts = taken.filter(part =>
        left.some(item => this.#comparer.meet(item, part)),
      );
      return this.#withResources(
        parts.length > 0
          ? this.#create({
              ...allowance,
              except: this.#comparer.reduce([...allowance.except, ...parts]),
              denies: [...allowance.denies, grant],
            })
          : allowance,
        left,
      );
    });
  }

  /** Adds the conditions of Deny statements that can apply. */
  denyIf(denies: Part[]): void {
    this.allowances = this.allowances.map(allowance => {
      const applying = denies.flatMap(({ grant, resources }) => {
        const where = this.#where(allowance, resources);
        if (where === undefined) return [];
        const words = `not${where} ${grant.conditions.join(' and ')}`;
        this.#comparer.spend(words.length);
        return [{ grant, words }];
      });
      if (applying.length === 0) return allowance;
      return this.#create({
        ...allowance,
        conditions: [
          ...allowance.conditions,
          ...applying.map(({ words }) => words),
        ],
        denies: [...allowance.denies, ...applying.map(({ grant }) => grant)],
      });
    });
  }

  /** Reduces the allowances to the part that a limit also allows. */
  limit(limit: Limit, passes: Part[]): void {
    const single = passes.flatMap(({ grant, resources }) =>
      resources.map(item => ({ grant, resources: [item] })),
    );
    this.allowances = this.allowances.flatMap(allowance =>
      this.#limited(allowance, limit, single),
    );
  }

  #limited(allowance: Allowance, limit: Limit, passes: Part[]): Allowance[] {
    const byConditions = new Map<string, Allowance>();
    const gone: Resources[] = [];
    for (const item of allowance.resources) {
      const found = this.#passing(item, passes);
      if (found.length === 0) gone.push(item);
      for (const {
        grant,
        resources: [passed],
      } of found) {
        const { resources, also } = this.#narrowed(item, passed, limit);
        const conditions = [...allowance.conditions, ...onlyIf(grant), ...also];
        const key = conditions.join('\n');
        this.#comparer.spend(key.length);
        const same = byConditions.get(key);
        if (same) same.resources.push(resources);
        else {
          byConditions.set(
            key,
            this.#create({ ...allowance, conditions, resources: [resources] }),
          );
        }
      }
    }
    const { layer, level, invalid } = limit;
    const cause = 'no-allow';
    this.#block(allowance, gone, { layer, level, denies: [], cause, invalid });
    return [...byConditions.values()].flatMap(one =>
      this.#withResources(one, this.#comparer.reduce(one.resources)),
    );
  }

  /** Returns the parts of a limit that allow some of a set: if one allows all of it without conditions, only this one. */
  #passing(item: Resources, passes: Part[]): Part[] {
    const whole = passes.find(
      pass =>
        isCertain(pass) && this.#comparer.contains(pass.resources[0], item),
    );
    return whole
      ? [whole]
      : passes.filter(({ resources: [part] }) =>
          this.#comparer.meet(part, item),
        );
  }

  /** Returns the intersection of two sets of resources. If no pattern describes it, returns the first set and a condition in words. */
  #narrowed(
    item: Resources,
    passed: Resources,
    { layer }: Limit,
  ): { resources: Resources; also: string[] } {
    if (this.#comparer.contains(passed, item)) {
      return { resources: item, also: [] };
    }
    if (this.#comparer.contains(item, passed)) {
      return { resources: passed, also: [] };
    }
    const also = `only on what is also ${textOf(passed)} (${
      LAYER_TITLES[layer]
    })`;
    return { resources: item, also: [also] };
  }

  /** Returns the words for the part of an allowance that a Deny applies to. Undefined if it applies to none. */
  #where({ resources }: Allowance, taken: Resources[]): string | undefined {
    this.#comparer.spend(STEP);
    const parts = taken.filter(part =>
      resources.some(item => this.#comparer.meet(item, part)),
    );
    if (parts.length === 0) return undefined;
    return resources.every(item => this.#isWithin(item, parts))
      ? ''
      : ` on ${this.#comparer.reduce(parts).map(textOf).join(' or ')}`;
  }

  #isWithin(item: Resources, list: Resources[]): boolean {
    return list.some(whole => this.#comparer.contains(whole, item));
  }

  #withResources(allowance: Allowance, resources: Resources[]): Allowance[] {
    if (resources.length === 0) return [];
    const except = allowance.except.filter(part =>
      resources.some(
        item => isEverything(item) || this.#comparer.meet(item, part),
      ),
    );
    return [{ ...allowance, resources, except }];
  }

  #block(
    { grants }: Allowance,
    resources: Resources[],
    why: Pick<Blockage, 'layer' | 'level' | 'denies' | 'cause'> &
      Partial<Pick<Blockage, 'invalid'>>,
  ): void {
    if (resources.length === 0) return;
    this.#comparer.spend(CREATE + resources.length);
    const blockage = { invalid: [], conditions: [], ...why, resources, grants };
    this.blockages.push(blockage);
  }

  #create(allowance: Allowance): Allowance {
    const { resources, conditions, except, grants, denies } = allowance;
    const lists = [resources, conditions, except, grants, denies];
    const length = lists.reduce((sum, list) => sum + list.length, 0);
    this.#created += 1;
    // All that follows considers every allowance of the action, so that each one makes all of them more expensive.
    this.#comparer.spend(CREATE + this.#created + length);
    return allowance;
  }
}

/**
 * Combines the layers for actions with the same target. The result depends only on the resources that each statement has for the target.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function outcomeFor(
  { grants, limits, denies }: Concerned,
  target: Target,
  comparer: Comparer,
): Outcome {
  const combining = new Combining(comparer);
  const partOf = (grant: Grant): Part => ({
    grant,
    resources: grant.on(target),
  });
  combining.grant(grants.map(partOf));
  const parts = denies.map(partOf);
  for (const part of parts) if (isCertain(part)) combining.deny(part);
  for (const limit of limits) combining.limit(limit, limit.allows.map(partOf));
  combining.denyIf(parts.filter(part => !isCertain(part)));
  const { allowances, blockages } = combining;
  return { allowances, blockages };
}
