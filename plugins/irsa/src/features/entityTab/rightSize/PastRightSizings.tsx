import type { RightSizing } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowGoBackLine } from '@remixicon/react';
import { useId } from 'react';
import type { RightSizeState } from './useRightSize';
import { failureOf } from '../../../shared/ui/failure';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import styles from './RightSize.module.css';

function Line(props: {
  past: RightSizing;
  mayUndo: boolean;
  isBusy: boolean;
  onUndo: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { past, mayUndo, isBusy, onUndo } = props;
  const { at, by, drop, narrow, status, undoBlockedReason } = past;
  const services = [
    ...drop,
    ...narrow.map(service => t('rightSizing.narrowed', { service })),
  ].join(', ');
  return (
    <li className={styles.past}>
      <Text as="span" variant="body-small">
        {t('rightSizing.line', { services, ago: <Ago at={at} />, by })} (
        {t(`rightSizing.status.${status}`)})
      </Text>
      {undoBlockedReason === undefined && mayUndo && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowGoBackLine aria-hidden />}
          aria-label={t('rightSizing.undoOf', { services })}
          isDisabled={isBusy}
          onPress={onUndo}
        >
          {t('rightSizing.undo')}
        </Button>
      )}
      {undoBlockedReason !== undefined && status !== 'undone' && (
        <Text as="span" variant="body-small" color="secondary">
          {undoBlockedReason}
        </Text>
      )}
    </li>
  );
}

/** The previous removals, each with a button to undo it. Renders nothing if there are none. */
export function PastRightSizings(props: {
  state: RightSizeState;
  mayApply: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { past, undo, apply } = props.state;
  if (past.error) {
    return (
      <FieldFailure
        text={t('rightSizing.failed', {
          message: failureOf(past.error).message,
        })}
        onRetry={past.reload}
      />
    );
  }
  const { items = [] } = past.value ?? {};
  if (items.length === 0) return null;
  return (
    <div className={styles.part}>
      <Text as="h4" variant="body-medium" weight="bold" id={titleId}>
        {t('rightSizing.title')}
      </Text>
      <ul className={styles.pasts} aria-labelledby={titleId}>
        {items.map(one => (
          <Line
            key={one.id}
            past={one}
            mayUndo={props.mayApply}
            isBusy={undo.running || apply.running}
            onUndo={() => undo.start(one.id)}
          />
        ))}
      </ul>
    </div>
  );
}
