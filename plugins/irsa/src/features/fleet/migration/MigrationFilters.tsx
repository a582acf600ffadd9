import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { type MigrationFilter, STAGES } from './useMigrationFilter';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';

const ALL = 'all';

/** The filters for the stage, as toggle buttons, and for the cluster. */
export function MigrationFilters(props: {
  filter: MigrationFilter;
  clusters: readonly string[];
  onChange: (filter: MigrationFilter) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { filter, clusters, onChange } = props;
  return (
    <div
      className={styles.filters}
      role="group"
      aria-label={t('migration.filters')}
    >
      <ToggleButtonGroup
        aria-label={t('migration.stages')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter.stage ?? ALL]}
        onSelectionChange={([key]) =>
          onChange({ stage: STAGES.find(stage => stage === key) })
        }
      >
        <ToggleButton id={ALL}>{t('migrationStage.all')}</ToggleButton>
        {STAGES.map(stage => (
          <ToggleButton key={stage} id={stage}>
            {t(`migrationStage.${stage}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Select
        aria-label={t('migration.cluster')}
        size="small"
        options={[
          { id: ALL, label: t('migration.allClusters') },
          ...clusters.map(name => ({ id: name, label: name })),
        ]}
        value={filter.cluster ?? ALL}
        onChange={key =>
          onChange({ cluster: key === ALL ? undefined : String(key) })
        }
      />
    </div>
  );
}
