import type { MigrationStage } from '@backstage-irsa/core/model';
import { useUrlParameters } from '../../../shared/ui/useUrlParameters';

/** The stages in the order of the migration. */
export const STAGES: readonly MigrationStage[] = [
  'irsa',
  'in-progress',
  'pod-identity',
];

/** The filter for the accounts to show. */
export interface MigrationFilter {
  stage?: MigrationStage;
  cluster?: string;
}

/** Returns the filter from the URL, and a function that changes it. An undefined value removes its filter. */
export function useMigrationFilter(): {
  filter: MigrationFilter;
  change: (filter: MigrationFilter) => void;
} {
  const [params, change] = useUrlParameters();
  const stage = STAGES.find(known => known === params.get('stage'));
  return {
    filter: { stage, cluster: params.get('cluster') ?? undefined },
    change: filter => change({ ...filter }),
  };
}
