import type { LastAccessedReport } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import type { RequestState } from '../../ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../ui/Ago';
import styles from './PermissionGrid.module.css';

/** Reads the last use of each service from AWS, and says where it comes from or why it could not be read. */
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
