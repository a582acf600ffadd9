import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import { WithCode } from '../WithCode';
import styles from './FindingLine.module.css';

/** Whether the text is to be typed into a shell rather than read. */
function isCommand(text: string): boolean {
  return /^(aws|kubectl|eksctl) /.test(text);
}

/** What mends a finding: a sentence, or a command that scrolls when it is long. */
export function Remediation({ text }: { text: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={styles.fix}>
      <div className={styles.fixHeading}>
        <Text as="p" variant="body-small" weight="bold">
          {t('finding.fix')}
        </Text>
        <CopyButton text={text} label={t('finding.copyFix')} />
      </div>
      {isCommand(text) ? (
        // Long commands scroll, which the keyboard must be able to do too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.command} tabIndex={0}>
          {text}
        </pre>
      ) : (
        <Text as="p" variant="body-small">
          <WithCode text={text} />
        </Text>
      )}
    </div>
  );
}
