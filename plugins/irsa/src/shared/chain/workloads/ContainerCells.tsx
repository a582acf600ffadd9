import type { ContainerIdentity } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import styles from './WorkloadTable.module.css';

function YesNo(props: { value: boolean; isWrong?: boolean }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, isWrong = false } = props;
  const Icon = value ? RiCheckLine : RiCloseLine;
  return (
    <span className={styles.answer} data-wrong={isWrong || undefined}>
      <Icon aria-hidden size={16} />
      {t(value ? 'workloads.yes' : 'workloads.no')}
    </span>
  );
}

/** What there is to say of one container. */
export function ContainerCells(props: { container: ContainerIdentity }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, init, configured, injected, credentials, reason } =
    props.container;
  return (
    <>
      <td>
        {name}
        {init && <div className={styles.note}>{t('workloads.init')}</div>}
      </td>
      <td>
        <YesNo value={configured} />
      </td>
      <td>
        <YesNo value={injected} isWrong={configured && !injected} />
      </td>
      <td>
        <strong>{t(`credentials.${credentials}`)}</strong>
        <div className={styles.note}>
          <WithCode text={reason} />
        </div>
      </td>
    </>
  );
}
