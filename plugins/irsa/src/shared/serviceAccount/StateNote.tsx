import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { useFormats } from '../ui/useFormats';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';

/** Until when what was just written settles, or why and since when nothing is known. Nothing in any other state. */
export function StateNote(props: {
  account: IamServiceAccount;
  /** The finding below gives the reason. */
  isReasonBelow?: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { moment } = useFormats();
  const { settling, status, unknown } = props.account.verification ?? {};
  if (settling && status !== 'broken') {
    return (
      <Text variant="body-small">
        {t('state.settling', { time: moment(new Date(settling.until)) })}
      </Text>
    );
  }
  if (!unknown) return null;
  const { reason, since, lastKnown } = unknown;
  return (
    <Text variant="body-small">
      {t('state.unknown', { ago: <Ago at={since} /> })}
      {!props.isReasonBelow && ` ${reason}`}
      {lastKnown && (
        <>
          {' '}
          {t('state.lastKnown', {
            status: t(`health.${lastKnown.status}`),
            ago: <Ago at={lastKnown.at} />,
          })}
        </>
      )}
    </Text>
  );
}
