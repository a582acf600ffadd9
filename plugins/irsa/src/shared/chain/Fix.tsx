import type { DocumentDiff } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Remedy } from './remediation';
import { irsaTranslationRef } from '../../translation';
import { CommandList } from '../viewer/CommandList';
import { WithCode } from '../ui/WithCode';
import { DiffView } from '../viewer/DiffView';
import styles from './LinkDetail.module.css';

/** What mends a fault: the sentence, the change of the document, and the commands that do it. */
export function Fix(props: { remedy: Remedy; diff?: DocumentDiff }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { remedy, diff } = props;
  return (
    <div className={styles.part}>
      <Text as="h5" variant="body-small" weight="bold">
        {t('fix.title')}
      </Text>
      <Text as="p" variant="body-small" className={styles.text}>
        <WithCode text={remedy.sentence} />
      </Text>
      {diff && <DiffView diff={diff} />}
      {remedy.commands.length > 0 && (
        <CommandList label={t('fix.commands')} commands={remedy.commands} />
      )}
    </div>
  );
}
