import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { RiShieldCrossLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { Note } from '../ui/Note';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';

/** Shows who cut off an account's AWS access, when, and why. Renders nothing if the access is not cut off. */
export function CutOffNote(props: {
  account: IamServiceAccount;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { cutOff } = props.account;
  if (!cutOff) return null;
  const { at, by: user, reason } = cutOff;
  return (
    <Note
      label={t('cutOff.label')}
      icon={RiShieldCrossLine}
      title={t('cutOff.since', { user, ago: <Ago at={at} /> })}
      tone="danger"
    >
      <Text variant="body-small">{t('ownership.reason', { reason })}</Text>
      <Text variant="body-small">{t('cutOff.text')}</Text>
      {props.children}
    </Note>
  );
}
