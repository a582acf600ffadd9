import type {
  AccessLevel,
  EffectiveService,
  LastAccessedReport,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback, useRef } from 'react';
import { useEscape } from './useEscape';
import { levelCell } from './levelCell';
import { LEVELS } from './levels';
import { irsaTranslationRef } from '../../../translation';
import { LastUse } from './LastUse';
import { LevelCellButton } from './LevelCellButton';
import { LevelDetail } from './LevelDetail';
import styles from './PermissionGrid.module.css';

/** The open cell of the grid. */
export interface OpenCell {
  service: string;
  level: AccessLevel;
}

/** One service of the grid, with its open cell below. Escape closes the cell and returns the focus to its button. */
export function ServiceRow(props: {
  service: EffectiveService;
  report?: LastAccessedReport;
  open?: OpenCell;
  isAllRead: boolean;
  onOpen: (cell: OpenCell | undefined) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { service, report, open, onOpen } = props;
  const buttons = useRef<Partial<Record<AccessLevel, HTMLButtonElement>>>({});
  const openCell = open && levelCell(service, open.level);

  const close = useCallback(() => {
    if (!open) return;
    onOpen(undefined);
    buttons.current[open.level]?.focus();
  }, [open, onOpen]);
  const group = useRef<HTMLDivElement>(null);
  useEscape(group, close);

  return (
    <div ref={group} role="rowgroup" className={styles.group}>
      <div role="row" className={styles.row}>
        <div role="rowheader" className={styles.service}>
          <Text variant="body-small" weight="bold">
            {service.title}
          </Text>
          {report && (
            <Text variant="body-x-small" color="secondary">
              {t('detail.lastUse')}:{' '}
              <LastUse service={service.service} report={report} />
            </Text>
          )}
        </div>
        {LEVELS.map(level => (
          <div role="cell" key={level} className={styles.cell}>
            <LevelCellButton
              title={service.title}
              cell={levelCell(service, level)}
              isOpen={open?.level === level}
              buttonRef={button => {
                buttons.current[level] = button ?? undefined;
              }}
              onPress={() =>
                open?.level === level
                  ? close()
                  : onOpen({ service: service.service, level })
              }
            />
          </div>
        ))}
      </div>
      {openCell && (
        <div role="row">
          <div role="cell" aria-colspan={LEVELS.length + 1}>
            <LevelDetail
              key={openCell.level}
              service={service}
              cell={openCell}
              isAllRead={props.isAllRead}
              report={report}
              onClose={close}
            />
          </div>
        </div>
      )}
    </div>
  );
}
