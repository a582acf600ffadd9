import {
  eachNameFrom,
  hasNameFrom,
  type ActionNames,
} from '../effective/names';
import { compilePattern, NO_VARIABLES, type Pattern } from '../match/pattern';

/** The work of a comparison whose first symbols differ. */
const OVERHEAD = 4;

/** An action pattern, usually with wildcards. */
export class ActionPattern {
  /** The prefix of the matching names. For most patterns, it is followed only by a final `*` and decides alone. */
  readonly #prefix: string;
  /** The compiled pattern, if the prefix alone does not decide. */
  readonly #pattern?: Pattern;

  constructor(
    /** The pattern as written. */
    readonly source: string,
    /** The pattern in lower case. */
    folded: string,
    /** The index of the first wildcard; -1 if there is none. */
    wildcard: number,
  ) {
    this.#prefix = folded.slice(0, wildcard);
    if (folded.slice(wildcard) !== '*') {
      this.#pattern = compilePattern(folded, {
        wildcards: true,
        variables: false,
      });
    }
  }

  /** How much work a comparison with an action is, in compared symbols. */
  get effort(): number {
    return this.#pattern ? OVERHEAD + this.source.length : OVERHEAD;
  }

  /** Checks whether an action, in lower case, matches. */
  matches(action: string): boolean {
    return this.#pattern
      ? this.#pattern(action, NO_VARIABLES)
      : action.startsWith(this.#prefix);
  }

  /** Calls `visit` with the index of each action that matches. */
  each(names: ActionNames, visit: (index: number) => void): void {
    if (!this.#pattern) {
      eachNameFrom(this.#prefix, names, visit);
      return;
    }
    names.folded.forEach((name, index) => {
      if (this.matches(name)) visit(index);
    });
  }

  /** Checks whether any action matches. */
  matchesAny(names: ActionNames): boolean {
    return this.#pattern
      ? names.folded.some(name => this.matches(name))
      : hasNameFrom(this.#prefix, names);
  }
}
