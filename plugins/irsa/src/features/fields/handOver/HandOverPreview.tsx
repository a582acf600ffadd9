import type {
  HandOverTarget,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { RenderedFiles } from '../../../shared/operation/files/RenderedFiles';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { accountOrOnly } from '../accountOrOnly';
import type { MigrationFieldProps } from '../migration/migrationSchema';
import { useFormAccounts } from '../migration/useFormAccounts';
import besideStyles from '../plan/Beside.module.css';
import planStyles from '../plan/PlanPreview.module.css';
import { textOf } from '../plan/specOf';

function FilesOf(props: { account: IamServiceAccount; to: HandOverTarget }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { to } = props;
  const { id } = props.account;
  const load = useCallback(
    () => irsaApi.handOverServiceAccount(id, to, { preview: true }),
    [irsaApi, id, to],
  );
  return (
    <AsyncContent
      loaded={useLoaded(load)}
      loading={t('files.loading')}
      failed={message => t('files.failed', { message })}
    >
      {({ files, notes }) => (
        <RenderedFiles key={to} rendering={{ files, notes, violations: [] }} />
      )}
    </AsyncContent>
  );
}

/** A preview of the pull request's files that hand over an IAM service account or take it back. The hand-over does not start yet. */
export function HandOverPreview({ formContext }: MigrationFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const data: Record<string, unknown> = formContext?.formData ?? {};
  const { value = [] } = useFormAccounts(data);
  const account = accountOrOnly(value, textOf(data, 'serviceAccount'));
  const to = textOf(data, 'to') as HandOverTarget | undefined;
  return (
    <BgProvider bg="neutral-1">
      <section
        className={`${planStyles.preview} ${besideStyles.beside} ${surfaceStyles.surface}`}
        aria-label={t('files.title')}
      >
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('files.title')}
        </Text>
        {account && to ? (
          <FilesOf account={account} to={to} />
        ) : (
          <Text>{t('start.incomplete')}</Text>
        )}
      </section>
    </BgProvider>
  );
}
