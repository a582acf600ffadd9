import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import styles from '../drawer/Drawer.module.css';

/** A note that an administrator linked the account to an entity, with a button that removes the link. */
export function EntityLinkLine(props: {
  id: string;
  linkedTo: string;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id, linkedTo, onChanged } = props;
  const remove = useCallback(async () => {
    const { items } = await irsaApi.linkEntities({
      links: [{ serviceAccountId: id, entityRef: null }],
    });
    const [violation] = items.flatMap(({ violations }) => violations);
    if (violation) throw new Error(violation.message);
    onChanged();
  }, [irsaApi, id, onChanged]);
  const { ask, pending, failure } = useRequest(remove);
  return (
    <>
      <div className={styles.row}>
        <Text variant="body-small">
          {t('link.linkedTo', { entityRef: linkedTo })}
        </Text>
        <Button
          variant="secondary"
          size="small"
          isPending={pending}
          onPress={() => ask()}
        >
          {t('link.remove')}
        </Button>
      </div>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('link.failed', { message: failure.message })}
        />
      )}
    </>
  );
}
