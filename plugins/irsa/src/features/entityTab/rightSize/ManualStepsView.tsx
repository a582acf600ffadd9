import type { ManualSteps } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { CommandList } from '../../../shared/viewer/CommandList';
import { DiffView } from '../../../shared/viewer/DiffView';
import styles from './RightSize.module.css';

function Commands(props: { title: string; commands: readonly string[] }) {
  const { title, commands } = props;
  return (
    <div className={styles.part}>
      <Text as="h5" variant="body-small" weight="bold">
        {title}
      </Text>
      <CommandList label={title} commands={commands} />
    </div>
  );
}

/** The smaller policies of a role that Backstage does not change, and the commands to apply and undo them. */
export function ManualStepsView({ manual }: { manual: ManualSteps }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { policies, commands, undo } = manual;
  return (
    <div className={styles.part}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('rightSize.manual')}
      </Text>
      <Text variant="body-small">{t('rightSize.manualText')}</Text>
      {policies.map(({ name, arn, before, after }) => (
        <DiffView
          key={arn ?? name}
          diff={{
            title: t('rightSize.policy', { name }),
            before,
            after: after ?? '',
          }}
        />
      ))}
      <Commands title={t('rightSize.commands')} commands={commands} />
      <Commands title={t('rightSize.undoCommands')} commands={undo} />
    </div>
  );
}
