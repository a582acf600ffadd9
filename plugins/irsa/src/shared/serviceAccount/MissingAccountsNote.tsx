import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { MissingAccounts } from './missingAccounts';
import { irsaTranslationRef } from '../../translation';

/** Lists the annotation's references that are unread or invalid. Renders nothing if there are none. */
export function MissingAccountsNote({ missing }: { missing: MissingAccounts }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { unread, invalid } = missing;
  return (
    <>
      {unread.length > 0 && (
        <Text variant="body-small">
          {t('empty.unread', { count: unread.length, refs: unread.join(', ') })}
        </Text>
      )}
      {invalid.length > 0 && (
        <Text variant="body-small">
          {t('empty.invalid', {
            annotation: SERVICE_ACCOUNT_ANNOTATION,
            refs: invalid.join(', '),
          })}
        </Text>
      )}
    </>
  );
}
