import type { MigrationStage } from '@backstage-irsa/core/model';
import { useSearchParams } from 'react-router-dom';

/** The stages, in the order of the way. */
export const STAGES: readonly MigrationStage[] = [
  'irsa',
  'in-progress',
  'pod-identity',
];

/** Which part of the fleet is shown. */
export interface MigrationFilter {
  stage?: MigrationStage;
  cluster?: string;
}

/** The filter that the URL holds, and a way to change it; what is set to undefined is taken out. */
export function useMigrationFilter(): {
  filter: MigrationFilter;
  change: (filter: MigrationFilter) => void;
} {
  const [params, setParams] = useSearchParams();
  const change = (filter: MigrationFilter) =>
    setParams(
      last => {
        for (const [key, value] of Object.entries(filter)) {
          if (value === undefined) last.delete(key);
          else last.set(key, value);
        }
        return last;
      },
      { replace: true },
    );
  const stage = STAGES.find(known => known === params.get('stage'));
  return {
    filter: { stage, cluster: params.get('cluster') ?? undefined },
    change,
  };
}
