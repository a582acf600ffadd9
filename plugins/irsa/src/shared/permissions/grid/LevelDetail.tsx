import type {
  EffectiveService,
  LastAccessedReport,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useEffect, useId, useRef } from 'react';
import type { LevelCell } from './levelCell';
import { irsaTranslationRef } from '../../../translation';
import { EntryDetail } from './EntryDetail';
import { LastUse } from './LastUse';
import styles from './LevelDetail.module.css';

/** The details of an open cell: all of its grants, and the last use of the service. Takes the focus. */
export function LevelDetail(props: {
  service: EffectiveService;
  cell: LevelCell;
  isAllRead: boolean;
  report?: LastAccessedReport;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => region.current?.focus(), []);

  const { service, cell, report } = props;
  const words = {
    service: service.title,
    level: t(`levelName.${cell.level}`),
  };
  return (
    <div
      ref={region}
      role="region"
      aria-labelledby={titleId}
      tabIndex={-1}
      className={styles.detail}
    >
      <div className={styles.heading}>
        <Text as="h5" weight="bold" id={titleId}>
          {t('detail.title', words)}
        </Text>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('detail.close', words)}
          icon={<RiCloseLine aria-hidden />}
          onPress={props.onClose}
        />
      </div>
      <ul className={styles.entries} aria-labelledby={titleId}>
        {cell.entries.map(entry => (
          <li
            key={JSON.stringify([entry.state, entry.actions, entry.resources])}
          >
            <EntryDetail entry={entry} isAllRead={props.isAllRead} />
          </li>
        ))}
      </ul>
      <Text as="p" variant="body-small">
        <strong>{t('detail.lastUse')}</strong>:{' '}
        <LastUse service={service.service} report={report} />
      </Text>
    </div>
  );
}
