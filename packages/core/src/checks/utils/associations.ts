import type { Observed, ObservedAssociation } from '../../model/observed';
import { command } from '../../model/shell';

/** Builds an AWS CLI command that deletes or updates the association. */
export function associationCommand(
  { config }: Observed,
  verb: 'delete' | 'update',
  { id }: ObservedAssociation,
  ...more: string[]
): string {
  return command(
    'aws',
    'eks',
    `${verb}-pod-identity-association`,
    '--cluster-name',
    config.eksName,
    '--association-id',
    id,
    ...more,
  );
}
