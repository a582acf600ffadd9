import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatCommand } from './formatCommand';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import { CodeBlock } from './CodeBlock';
import styles from './CommandList.module.css';

/** Shell commands in their order, each to copy, and all at once when there are several. */
export function CommandList(props: {
  label: string;
  commands: readonly string[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { label, commands } = props;
  return (
    <div className={styles.commands}>
      <ol className={styles.list} aria-label={label}>
        {commands.map((command, index) => (
          // eslint-disable-next-line react/no-array-index-key -- the same command may come twice
          <li key={index} className={styles.item}>
            <CodeBlock className={styles.command}>
              {formatCommand(command)}
            </CodeBlock>
            <CopyButton
              text={command}
              label={t('fix.copyCommand', { number: String(index + 1) })}
            />
          </li>
        ))}
      </ol>
      {commands.length > 1 && (
        <div className={styles.all}>
          <CopyButton
            text={commands.join('\n')}
            label={t('fix.copyAll', { count: commands.length })}
          />
          <span aria-hidden>
            {t('fix.copyAll', { count: commands.length })}
          </span>
        </div>
      )}
    </div>
  );
}
