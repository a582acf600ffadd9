/** When a verification last saw each of the things that scans read in turns, by what names it. Times are ISO 8601. */
export class LastVerified {
  readonly #times = new Map<string, string>();

  /** Notes that it was seen then; nothing where nobody has verified. */
  note(key: string, at: string | undefined): void {
    if (at !== undefined && at > (this.#times.get(key) ?? '')) {
      this.#times.set(key, at);
    }
  }

  /** When it was seen last. */
  of(key: string): string | undefined {
    return this.#times.get(key);
  }
}
