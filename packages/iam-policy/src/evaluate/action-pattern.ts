import {
  eachNameFrom,
  hasNameFrom,
  type ActionNames,
} from '../effective/names';
import { compilePattern, NO_VARIABLES, type Pattern } from '../match/pattern';

/** A pattern of actions, one with wildcards as a rule. */
export class ActionPattern {
  /** For most: what names must begin with, where the pattern says no more. */
  readonly #prefix: string;
  /** For the others. */
  readonly #pattern?: Pattern;

  constructor(
    /** As written. */
    readonly source: string,
    /** In lower case. */
    folded: string,
    /** Where the first wildcard is; -1 when there is none. */
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

  /** Takes the action in lower case. */
  matches(action: string): boolean {
    return this.#pattern
      ? this.#pattern(action, NO_VARIABLES)
      : action.startsWith(this.#prefix);
  }

  /** Calls back with the index of each action that matches. */
  each(names: ActionNames, visit: (index: number) => void): void {
    if (!this.#pattern) {
      eachNameFrom(this.#prefix, names, visit);
      return;
    }
    names.folded.forEach((name, index) => {
      if (this.matches(name)) visit(index);
    });
  }

  /** Whether any action matches. */
  matchesAny(names: ActionNames): boolean {
    return this.#pattern
      ? names.folded.some(name => this.matches(name))
      : hasNameFrom(this.#prefix, names);
  }
}
