import { isScanning } from '../../lib/metrics/calls';

interface Remembered<Answer> {
  at: number;
  answer: Answer;
}

/**
 * Remembers the last answer to each question. A failure does not replace it, and an earlier question does not replace the answer to a later one. Users'
 * requests do not join a question of a scan, which can wait for the budget of AWS calls.
 */
export class RememberedAnswers<Answer> {
  readonly #answers = new Map<string, Remembered<Answer>>();
  readonly #asking = new Map<string, Promise<Answer>>();

  /** Returns the last answer, unless it was asked for longer ago. */
  known(ms: number, key: string): Answer | undefined {
    const known = this.#answers.get(key);
    return known && Date.now() - known.at < ms ? known.answer : undefined;
  }

  /** Returns the last answer, unless it was asked for longer ago. Then it joins a question that is being asked, or asks. */
  async within(
    ms: number,
    key: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    return (
      this.known(ms, key) ??
      this.#asking.get(askingKey(key)) ??
      this.now(key, ask)
    );
  }

  /** Asks, and remembers the answer. */
  now(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const at = Date.now();
    const shared = askingKey(key);
    const asking = ask()
      .then(answer => {
        const known = this.#answers.get(key);
        if (!known || known.at <= at) this.#answers.set(key, { at, answer });
        return answer;
      })
      .finally(() => {
        if (this.#asking.get(shared) === asking) this.#asking.delete(shared);
      });
    this.#asking.set(shared, asking);
    return asking;
  }

  /** Forgets the last answer, or only a certain answer. */
  forget(key: string, answer?: Answer): void {
    const isOther =
      answer !== undefined && this.#answers.get(key)?.answer !== answer;
    if (!isOther) this.#answers.delete(key);
  }
}

function askingKey(key: string): string {
  return `${isScanning() ? 'scan' : 'request'} ${key}`;
}
