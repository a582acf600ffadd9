import type { DocumentDiff } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { formatCommand } from '../../shared/viewer/formatCommand';
import type { Remediation } from '../../shared/chain/remediation';
import { irsaTranslationRef } from '../../translation';
import { CodeBlock } from '../../shared/viewer/CodeBlock';
import { DiffView } from '../../shared/viewer/DiffView';
import { CopyButton } from '../../shared/ui/CopyButton';
import { WithCode } from '../../shared/ui/WithCode';
import styles from './FirstFix.module.css';

/** The first step of how to fix a finding: the sentence, and the change of the document, or the first command where there is none. The chain shows all. */
export function FirstFix(props: {
  remediation: Remediation;
  diff?: DocumentDiff;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { remediation, diff } = props;
  const { sentence, commands } = remediation;
  const [first, ...others] = commands;
  return (
    <div className={styles.fix}>
      <div className={styles.fixHeading}>
        <Text as="p" variant="body-small" weight="bold">
          {t('finding.fix')}
        </Text>
        <CopyButton
          text={first ?? sentence}
          label={t(first ? 'fix.copyFirst' : 'finding.copyFix')}
        />
      </div>
      <Text as="p" variant="body-small">
        <WithCode text={sentence} />
      </Text>
      {diff && <DiffView diff={diff} isShort />}
      {first && !diff && (
        <CodeBlock className={styles.command}>{formatCommand(first)}</CodeBlock>
      )}
      {others.length > 0 && !diff && (
        <Text as="p" variant="body-small">
          {t('fix.more', { count: others.length })}
        </Text>
      )}
    </div>
  );
}
