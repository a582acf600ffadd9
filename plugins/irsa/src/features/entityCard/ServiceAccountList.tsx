import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';
import styles from './ServiceAccountBlock.module.css';
import { ServiceAccountBlock } from './ServiceAccountBlock';

/** One block for each account. If there are several, each shows its own status. */
export function ServiceAccountList(props: {
  accounts: readonly IamServiceAccount[];
  onApplied: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <ul className={styles.list} aria-label={t('card.accounts')}>
      {props.accounts.map(account => (
        <li key={account.id} className={styles.block}>
          <ServiceAccountBlock
            account={account}
            showStatus={props.accounts.length > 1}
            onApplied={props.onApplied}
          />
        </li>
      ))}
    </ul>
  );
}
