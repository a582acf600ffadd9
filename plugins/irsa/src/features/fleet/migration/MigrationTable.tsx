import type { Migration } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';
import { MigrationRow } from './MigrationRow';

const COLUMNS = ['account', 'component', 'owner', 'stage', 'restarts'] as const;

/** The accounts of a page of the fleet. */
export function MigrationTable(props: { migrations: readonly Migration[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const name = t('migration.table');
  return (
    // A wide table scrolls, which the keyboard must be able to do too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" aria-label={name} tabIndex={0} className={styles.scroll}>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col">
                {t(`migration.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.migrations.map(migration => (
            <MigrationRow key={migration.id} migration={migration} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
