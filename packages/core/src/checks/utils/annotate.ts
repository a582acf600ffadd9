import type { Observed } from '../../model/observed';
import { command } from '../../model/shell';

/** Sets an annotation of the ServiceAccount, or takes it away when the value is undefined. */
export function annotate(
  { ref }: Observed,
  key: string,
  value: string | undefined,
): string {
  return command(
    'kubectl',
    'annotate',
    'serviceaccount',
    ref.name,
    '-n',
    ref.namespace,
    ...(value === undefined ? [`${key}-`] : ['--overwrite', `${key}=${value}`]),
  );
}
