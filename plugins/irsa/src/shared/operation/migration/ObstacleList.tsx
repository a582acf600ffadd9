import type { MigrationBlocker } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiCloseCircleLine, RiErrorWarningLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../ui/IconRow';
import { WithCode } from '../../ui/WithCode';
import listStyles from '../../ui/PlainList.module.css';
import styles from './MigrationView.module.css';

const ICONS = { blockers: RiCloseCircleLine, warnings: RiErrorWarningLine };

/** The blockers or warnings of a migration, each with its remediation. Renders nothing if there are none. */
export function ObstacleList(props: {
  kind: 'blockers' | 'warnings';
  obstacles: readonly MigrationBlocker[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kind, obstacles } = props;
  if (obstacles.length === 0) return null;
  return (
    <div
      className={styles.obstacles}
      data-kind={kind}
      role={kind === 'blockers' ? 'alert' : undefined}
    >
      <Text as="h3" variant="body-medium" weight="bold">
        {t(`migrate.${kind}`, { count: obstacles.length })}
      </Text>
      <ul className={listStyles.list}>
        {obstacles.map(({ rule, message, remediation }) => (
          <li key={`${rule} ${message}`}>
            <IconRow icon={ICONS[kind]}>
              <Text variant="body-small">
                <WithCode text={message} /> <WithCode text={remediation} />
              </Text>
            </IconRow>
          </li>
        ))}
      </ul>
    </div>
  );
}
