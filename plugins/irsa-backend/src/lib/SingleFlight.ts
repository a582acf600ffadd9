/** Answers questions. Who asks the same while it is being answered gets that answer; nothing is kept beyond that. */
export class SingleFlight<Answer> {
  readonly #answers = new Map<string, Promise<Answer>>();

  /** @param key - the same for the same question, of one who may have the answer. */
  ask(key: string, answer: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known) return known;
    const begun = answer().finally(() => this.#answers.delete(key));
    this.#answers.set(key, begun);
    return begun;
  }
}
