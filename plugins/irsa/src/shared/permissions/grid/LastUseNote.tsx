import type { LastAccessedReport } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import type { RequestState } from '../../ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../ui/Ago';
import styles from './PermissionGrid.module.css';

/** The button that loads the last use of each service from AWS, and a note with the time of the report or the failure. */
export function LastUseNote(props: {
  lastUse: RequestState<LastAccessedReport, []>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, failure, pending, ask } = props.lastUse;
  return (
    <div className={styles.note}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiHistoryLine aria-hidden />}
        isPending={pending}
        onPress={ask}
      >
        {t('lastUse.button')}
      </Button>
      <Text role="status" variant="body-small" color="secondary">
        {pending && t('lastUse.pending')}
        {!pending &&
          value &&
          t('lastUse.report', { ago: <Ago at={value.at} /> })}
        {failure &&
          t(
            failure.kind === 'forbidden'
              ? 'lastUse.forbidden'
              : 'lastUse.failed',
            { message: failure.message },
          )}
      </Text>
    </div>
  );
}
