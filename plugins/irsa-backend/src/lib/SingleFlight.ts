/** Shares the answer to a question among all callers that ask the same while it is being answered. Does not keep it afterward. */
export class SingleFlight<Answer> {
  readonly #answers = new Map<string, Promise<Answer>>();

  /** @param key - identical for identical questions from callers who may see the same answer */
  ask(key: string, answer: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known) return known;
    const begun = answer().finally(() => this.#answers.delete(key));
    this.#answers.set(key, begun);
    return begun;
  }
}
