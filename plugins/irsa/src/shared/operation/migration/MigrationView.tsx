import type { MigrationPlan } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { StepChangeList } from '../StepChangeList';
import { ObstacleList } from './ObstacleList';
import { RemainingList } from './RemainingList';
import { RestartList } from './RestartList';

/** The plan of a migration: blockers and warnings, the changes now, the pods to restart, and the steps to run after the restarts. */
export function MigrationView({ plan }: { plan: MigrationPlan }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { blockers, warnings, steps, restarts, remaining } = plan;
  return (
    <>
      <ObstacleList kind="blockers" obstacles={blockers} />
      <ObstacleList kind="warnings" obstacles={warnings} />
      {steps.length > 0 ? (
        <StepChangeList title={t('migrate.changes')} steps={steps} />
      ) : (
        blockers.length === 0 && (
          <Text variant="body-small">{t('migrate.nothing')}</Text>
        )
      )}
      {blockers.length === 0 && (
        <>
          <RestartList restarts={restarts} />
          <RemainingList remaining={remaining} />
        </>
      )}
    </>
  );
}
