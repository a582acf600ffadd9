import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Remedy } from '../../model/remedy';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import { WithCode } from '../WithCode';
import styles from './FindingLine.module.css';

/** The first step of what mends a finding: the sentence and the first command, which scrolls when it is long. */
export function Remediation({ remedy }: { remedy: Remedy }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { sentence, commands } = remedy;
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
      {first && (
        // Long commands scroll, which the keyboard must be able to do too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.command} tabIndex={0}>
          {first}
        </pre>
      )}
      {others.length > 0 && (
        <Text as="p" variant="body-small">
          {t('fix.more', { count: others.length })}
        </Text>
      )}
    </div>
  );
}
