import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { RiShieldCrossLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { Note } from '../ui/Note';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';

/** Since when an account has no AWS access, by whom and why. Nothing when it is not cut off. */
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
