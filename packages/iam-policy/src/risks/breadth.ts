import type { Known } from '../conditions/certainty';
import type { Access } from '../effective/access';
import type { Grant } from '../effective/grant';
import { concernsAction } from '../effective/layers';
import type { BroadReach } from './broad-reach';
import { canAvoid, canMeet } from './harmless-conditions';

/**
 * Determines which actions are granted on all resources of a type by all statements together. Conditions that the principal can meet, or avoid in a
 * Deny, count as absent.
 */
export class Breadth {
  readonly #access: Access;
  readonly #known: Known & { choosesPrincipal: boolean };
  readonly #reach: BroadReach;
  readonly #applies = new Map<Grant, boolean>();
  readonly #grants = new Map<string, Grant[]>();

  constructor(
    access: Access,
    known: Known & { choosesPrincipal: boolean },
    reach: BroadReach,
  ) {
    this.#access = access;
    this.#known = known;
    this.#reach = reach;
  }

  /** Returns the Allow statements that together grant an action broadly; empty if they do not. */
  grantsOf(action: string): Grant[] {
    const grants = this.#grants.get(action) ?? this.#find(action.toLowerCase());
    this.#grants.set(action, grants);
    return grants;
  }

  #find(action: string): Grant[] {
    const { layers, reaches } = this.#access;
    const [prefix] = action.split(':', 1);
    if (!reaches(prefix)) return [];
    const target = this.#reach.targetOf(action);
    const applying = (list: Grant[]) =>
      list.filter(
        grant =>
          grant.statement.matchesAction(action, prefix) &&
          this.#isCertain(grant) &&
          grant.on(target).length > 0,
      );
    const grants = applying(layers.grants);
    if (grants.length === 0) return [];
    const limits = layers.limits
      .filter(({ layer }) => concernsAction(layer, action))
      .map(({ allows }) => applying(allows));
    if (limits.some(({ length }) => length === 0)) return [];
    const denies = applying(layers.denies).filter(({ ref }) =>
      concernsAction(ref.layer, action),
    );
    return this.#reach.isBroad(action, target, { grants, denies, limits })
      ? grants
      : [];
  }

  /** Checks whether a principal can make an Allow statement apply to its requests, or cannot avoid a Deny statement. */
  #isCertain(grant: Grant): boolean {
    let isCertain = this.#applies.get(grant);
    if (isCertain === undefined) {
      const { certainty, source, statement } = grant;
      const { conditions } = statement;
      isCertain =
        certainty !== 'never' &&
        (source.Effect === 'Allow'
          ? canMeet(conditions, this.#known)
          : !canAvoid(conditions, this.#known, this.#known.choosesPrincipal));
      this.#applies.set(grant, isCertain);
    }
    return isCertain;
  }
}
