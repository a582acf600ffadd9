import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import type { LinkView } from './chainLinks';
import { irsaTranslationRef } from '../../translation';
import { CommandList } from '../viewer/CommandList';
import { CheckItem, type Questions } from './CheckItem';
import styles from './LinkDetail.module.css';
import { LinkFacts } from './LinkFacts';

const RANK = { fail: 0, unknown: 1, warn: 2, pass: 4 };

/** The details of the open link: every check, the worst first, the facts about its object, and the commands to verify the link manually. */
export function LinkDetail(props: {
  id: string;
  view: LinkView;
  account: IamServiceAccount;
  questions: Questions;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { view, questions } = props;
  const { link, name, state, verifyCommands } = view;
  const rank = ({ result, blockedBy }: LinkView['checks'][number]) =>
    blockedBy === undefined ? RANK[result] : 3;
  const checks = [...view.checks].sort((a, b) => rank(a) - rank(b));
  return (
    <section id={props.id} aria-labelledby={titleId} className={styles.detail}>
      <Text as="h4" weight="bold" id={titleId} className={styles.text}>
        {name
          ? t('chain.detail', { link: t(`link.${link}`), name })
          : t(`link.${link}`)}
      </Text>
      {state === 'not-needed' && (
        <Text variant="body-small">{t('chain.noProvider')}</Text>
      )}
      {state === 'not-checked' && checks.length === 0 && (
        <Text variant="body-small">{t('chain.notAsked')}</Text>
      )}
      {checks.length > 0 && (
        <ul className={styles.checks} aria-label={t('chain.found')}>
          {checks.map(check => (
            <CheckItem key={check.id} check={check} questions={questions} />
          ))}
        </ul>
      )}
      <LinkFacts view={view} account={props.account} />
      {verifyCommands.length > 0 && (
        <div className={styles.part}>
          <Text as="h5" variant="body-small" weight="bold">
            {t('chain.confirm')}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {t('chain.confirmHint')}
          </Text>
          <CommandList
            label={t('fix.confirmCommands')}
            commands={verifyCommands}
          />
        </div>
      )}
    </section>
  );
}
