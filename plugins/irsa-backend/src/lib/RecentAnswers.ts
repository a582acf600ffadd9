import { LimitedCache } from './LimitedCache';

interface Recent<Answer> {
  until: number;
  answer: Promise<Answer>;
}

/** Remembers answers for a short time. Does not remember errors. */
export class RecentAnswers<Answer> {
  readonly #forMs: number;
  readonly #answers: LimitedCache<Recent<Answer>>;

  /**
   * @param forMs - how long an answer is remembered, in milliseconds
   * @param most - how many answers are remembered
   */
  constructor({ forMs, most }: { forMs: number; most: number }) {
    this.#forMs = forMs;
    this.#answers = new LimitedCache(most);
  }

  /** @param key - identical for identical questions from callers who may see the same answer */
  ask(key: string, answer: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const asked = {
      until: Date.now() + this.#forMs,
      answer: answer().catch(error => {
        if (this.#answers.get(key) === asked) this.#answers.delete(key);
        throw error;
      }),
    };
    this.#answers.set(key, asked);
    return asked.answer;
  }
}
