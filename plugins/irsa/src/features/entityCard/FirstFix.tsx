import type { DocumentDiff } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import type { Remediation } from '../../shared/chain/remediation';
import { irsaTranslationRef } from '../../translation';
import { CommandList } from '../../shared/viewer/CommandList';
import { DiffView } from '../../shared/viewer/DiffView';
import { WithCode } from '../../shared/ui/WithCode';
import styles from './FirstFix.module.css';

/** The fix of a finding: the sentence, the diff of the document, the button that applies the fix, and the folded commands. */
export function FirstFix(props: {
  remediation: Remediation;
  diff?: DocumentDiff;
  /** The button that applies the fix. */
  children: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { remediation, diff } = props;
  const { sentence, commands, accountId } = remediation;
  return (
    <div className={styles.fix}>
      <Text as="p" variant="body-small" weight="bold">
        {t('finding.fix')}
      </Text>
      <Text as="p" variant="body-small">
        <WithCode text={sentence} />
      </Text>
      {diff && <DiffView diff={diff} isShort />}
      {props.children}
      {commands.length > 0 && (
        <details
          className={styles.commands}
          open={isOpen}
          onToggle={event => setOpen(event.currentTarget.open)}
        >
          <summary>{t('fix.fold', { count: commands.length })}</summary>
          {isOpen && (
            <CommandList
              label={t('fix.commands')}
              commands={commands}
              accountId={accountId}
            />
          )}
        </details>
      )}
    </div>
  );
}
