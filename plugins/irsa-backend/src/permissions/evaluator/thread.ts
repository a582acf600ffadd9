import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { tasks, type TaskInput, type TaskOutput, type Tasks } from './tasks';

/** A call of an evaluation by name. */
export interface Call<Name extends keyof Tasks> {
  name: Name;
  input: TaskInput<Name>;
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
}: Call<Name>): Promise<Evaluated<Name>> {
  const run = tasks[name].run as (
    given: TaskInput<Name>,
    catalogue: Awaited<ReturnType<typeof loadCatalogue>>,
  ) => TaskOutput<Name>;
  const output = run(input, await loadCatalogue());
  return { output, size: JSON.stringify(output).length };
}
