import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { useFormats } from '../ui/useFormats';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';
import { WithCode } from '../ui/WithCode';

/** Shows until when a recent change can take to become visible, or why and since when the status is unknown. Renders nothing in any other state. */
export function StateNote(props: {
  account: IamServiceAccount;
  /** Whether the finding below gives the reason, so that it is not repeated here. */
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
      {!props.isReasonBelow && <WithCode text={` ${reason}`} />}
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
