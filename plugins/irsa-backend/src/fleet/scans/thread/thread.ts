import { tasks, type TaskInput, type TaskOutput, type Tasks } from './tasks';

/** Runs one task, with a pause between its parts where one is given. The thread calls it as the default export. */
export default function run<Name extends keyof Tasks>(
  { name, input }: { name: Name; input: TaskInput<Name> },
  pause?: () => Promise<void>,
): Promise<TaskOutput<Name>> {
  const task = tasks[name] as (
    given: TaskInput<Name>,
    between?: () => Promise<void>,
  ) => Promise<TaskOutput<Name>>;
  return task(input, pause);
}
