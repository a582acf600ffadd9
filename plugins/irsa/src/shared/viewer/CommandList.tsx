import { completeCommand } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useContext } from 'react';
import { formatCommand } from './formatCommand';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import listStyles from '../ui/PlainList.module.css';
import { CodeBlock } from './CodeBlock';
import { CommandPlaces } from './commandPlaces';
import styles from './CommandList.module.css';

/**
 * Shell commands in order, each with a copy button, and one button for all if there are several. If it is known where the commands run, they include
 * the cluster and the AWS account.
 */
export function CommandList(props: {
  label: string;
  commands: readonly string[];
  /** The ID of the AWS account of the commands, if it is not the role's account. */
  accountId?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { label, accountId } = props;
  const known = useContext(CommandPlaces);
  const place =
    known && accountId ? { ...known, roleAccountId: accountId } : known;
  const commands = props.commands.map(line =>
    place ? completeCommand(line, place) : line,
  );
  return (
    <div className={styles.commands}>
      <ol className={listStyles.list} aria-label={label}>
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
      {commands.some(line => line.startsWith('aws --profile ')) && (
        <Text variant="body-x-small" color="secondary">
          {t('fix.place')}
        </Text>
      )}
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
