import type { DocumentDiff } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Remediation } from './remediation';
import { irsaTranslationRef } from '../../translation';
import { CommandList } from '../viewer/CommandList';
import { WithCode } from '../ui/WithCode';
import { DiffView } from '../viewer/DiffView';
import styles from './LinkDetail.module.css';

/** The fix of a fault: a sentence, the diff of the document, and the commands. */
export function Fix(props: { remediation: Remediation; diff?: DocumentDiff }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { remediation, diff } = props;
  return (
    <div className={styles.part}>
      <Text as="h5" variant="body-small" weight="bold">
        {t('fix.title')}
      </Text>
      <Text as="p" variant="body-small" className={styles.text}>
        <WithCode text={remediation.sentence} />
      </Text>
      {diff && <DiffView diff={diff} isShort />}
      {remediation.commands.length > 0 && (
        <CommandList
          label={t('fix.commands')}
          commands={remediation.commands}
          accountId={remediation.accountId}
        />
      )}
    </div>
  );
}
