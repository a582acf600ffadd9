import { LimitedCache } from './LimitedCache';

/** How long to remember an answer, in milliseconds, and how many. */
const REMEMBERED_MS = 10_000;
const MOST_REMEMBERED = 10_000;

/** Remembers answers for 10 seconds. For read decisions only, because a page sends many requests. Does not remember errors. */
export class RecentAnswers<Answer> {
  readonly #answers = new LimitedCache<{
    until: number;
    answer: Promise<Answer>;
  }>(MOST_REMEMBERED);

  /** @param key - identical for identical questions from callers who may see the same answer */
  ask(key: string, answer: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const asked = {
      until: Date.now() + REMEMBERED_MS,
      answer: answer().catch(error => {
        if (this.#answers.get(key) === asked) this.#answers.delete(key);
        throw error;
      }),
    };
    this.#answers.set(key, asked);
    return asked.answer;
  }
}
