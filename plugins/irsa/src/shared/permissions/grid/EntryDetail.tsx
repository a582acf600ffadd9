import type { PermissionEntry } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import { StatementList } from '../../policy/StatementList';
import { EntryState } from './EntryState';
import { Fact } from './Fact';
import styles from './LevelDetail.module.css';
import { NameList } from './NameList';

/** A group of actions with the same result: the actions, their resources and conditions, the statements that grant them, and what blocks them. */
export function EntryDetail(props: {
  entry: PermissionEntry;
  isAllRead: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entry, isAllRead } = props;
  const { conditions = [], except = [], blockedBy = [] } = entry;
  // Allowed actions need no reason beyond their state and statements.
  const isStopped = entry.state === 'blocked' || entry.state === 'unknown';
  const resources = entry.resources.map(resource =>
    resource === '*' ? t('detail.everyResource') : resource,
  );
  return (
    <div className={styles.entry}>
      <EntryState state={entry.state} isAllRead={isAllRead} />
      <Fact name={t('detail.actions')}>
        <NameList names={entry.actions} label={t('detail.actions')} />
      </Fact>
      <Fact name={t('detail.resources')}>
        <NameList names={resources} label={t('detail.resources')} />
      </Fact>
      {conditions.length > 0 && (
        <Fact name={t('detail.conditions')}>
          <ul className={styles.plain}>
            {conditions.map(condition => (
              <li key={condition}>
                <WithCode text={condition} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {except.length > 0 && (
        <Fact name={t('detail.except')}>
          <NameList names={except} label={t('detail.except')} />
        </Fact>
      )}
      {(entry.blockedByLayer || blockedBy.length > 0) && (
        <Fact name={t('detail.blockedBy')}>
          {entry.blockedByLayer && (
            <Text as="p" variant="body-small">
              {entry.blockedByLevel === undefined
                ? t(`layer.${entry.blockedByLayer}`)
                : t('layer.level', {
                    layer: t(`layer.${entry.blockedByLayer}`),
                    level: entry.blockedByLevel,
                  })}
            </Text>
          )}
          <StatementList statements={blockedBy} label={t('detail.blockedBy')} />
        </Fact>
      )}
      {isStopped && entry.reason && (
        <Fact name={t('detail.reason')}>
          <Text as="p" variant="body-small">
            <WithCode text={entry.reason} />
          </Text>
        </Fact>
      )}
      <Fact name={t('detail.grantedBy')}>
        <StatementList
          statements={entry.statements}
          label={t('detail.grantedBy')}
        />
      </Fact>
    </div>
  );
}
