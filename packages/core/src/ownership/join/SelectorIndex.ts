import { meets, type Requirement } from './selector';

/** A label selector with its value. */
export interface SelectorEntry<T> {
  requirements: Requirement[];
  value: T;
}

/** The rarest labels of which a selector requires one; undefined if it requires no label with a specific value. */
type Asked = string[] | undefined;

/**
 * Finds the label selectors that match labels without testing every selector. Each selector is indexed under its label that the fewest other
 * selectors require: many require `env=production`, but few `app=orders`.
 */
export class SelectorIndex<T> {
  readonly #byLabel = new Map<string, SelectorEntry<T>[]>();
  /** The selectors that require no label with a specific value. */
  readonly #others: SelectorEntry<T>[] = [];

  static create<T>(entries: SelectorEntry<T>[]): SelectorIndex<T> {
    const asked = new Map<string, number>();
    for (const label of entries.flatMap(labelsOf).flat()) {
      asked.set(label, (asked.get(label) ?? 0) + 1);
    }
    const index = new SelectorIndex<T>();
    entries.forEach(entry => index.#add(entry, rarestOf(entry, asked)));
    return index;
  }

  private constructor() {}

  #add(entry: SelectorEntry<T>, labels: Asked): void {
    if (!labels) this.#others.push(entry);
    for (const label of labels ?? []) {
      const known = this.#byLabel.get(label);
      if (known) known.push(entry);
      else this.#byLabel.set(label, [entry]);
    }
  }

  /** Returns the values of all selectors that match the labels. */
  meetingAll(labels: Record<string, string>): T[] {
    const candidates = Object.entries(labels).flatMap(
      ([key, value]) => this.#byLabel.get(`${key}=${value}`) ?? [],
    );
    return [...candidates, ...this.#others]
      .filter(({ requirements }) => meets(labels, requirements))
      .map(({ value }) => value);
  }
}

/** Returns the labels of each requirement that requires specific label values. */
function labelsOf<T>({ requirements }: SelectorEntry<T>): string[][] {
  return requirements
    .filter(({ not }) => !not)
    .flatMap(({ key, values }) =>
      values ? [[...new Set(values)].map(value => `${key}=${value}`)] : [],
    );
}

function rarestOf<T>(
  entry: SelectorEntry<T>,
  asked: Map<string, number>,
): Asked {
  const weightOf = (labels: string[]) =>
    labels.reduce((sum, label) => sum + (asked.get(label) ?? 0), 0);
  const [rarest] = labelsOf(entry).sort((a, b) => weightOf(a) - weightOf(b));
  return rarest;
}
