import type { WorkBudget } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  tasks,
  type Provided,
  type TaskInput,
  type TaskOutput,
  type Tasks,
} from './tasks';

/** A call of an evaluation by name. */
export interface Call<Name extends keyof Tasks> {
  name: Name;
  input: TaskInput<Name>;
  /** The work limit. The evaluation can need more if this is negative afterwards. */
  budget?: WorkBudget;
}

/** The output of an evaluation, and its size as JSON, in characters. */
export interface Evaluated<Name extends keyof Tasks> {
  output: TaskOutput<Name>;
  size: number;
}

/** Runs one evaluation. The pool's threads call this default export; for short evaluations, the event loop calls it directly. */
export default async function evaluate<Name extends keyof Tasks>({
  name,
  input,
  budget,
}: Call<Name>): Promise<Evaluated<Name>> {
  const run = tasks[name].run as (
    given: TaskInput<Name>,
    provided: Provided,
  ) => TaskOutput<Name>;
  const output = run(input, { catalogue: await loadCatalogue(), budget });
  return { output, size: JSON.stringify(output).length };
}
