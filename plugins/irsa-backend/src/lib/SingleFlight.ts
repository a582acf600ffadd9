/** Shares one answer among all callers that ask the same question at the same time. Does not keep the answer afterward. */
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
