import type { FleetServiceAccount } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { LinkDialog } from './LinkDialog';

/** As many as one request links. */
const MOST = 200;

/** The way to link those that belong to no entity, where entities are proposed for some. */
export function useLinkProposals(onLinked: () => void): {
  /** Opens the dialog; nothing where no entity is proposed. */
  button: ReactNode;
  dialog: ReactNode;
} {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  /** Those that the dialog is about: they stay while the list changes. */
  const [rows, setRows] = useState<FleetServiceAccount[]>();
  const load = useCallback(
    () => irsaApi.listFleetServiceAccounts({ link: 'proposed', limit: MOST }),
    [irsaApi],
  );
  const { value, reload } = useLoaded(load);
  const linked = useCallback(() => {
    reload();
    onLinked();
  }, [reload, onLinked]);
  return {
    button: value && value.total > 0 && (
      <Button
        variant="secondary"
        size="small"
        onPress={() => setRows(value.items)}
      >
        {t('link.open', { count: value.total })}
      </Button>
    ),
    dialog: rows && (
      <LinkDialog
        rows={rows}
        onClose={() => setRows(undefined)}
        onLinked={linked}
      />
    ),
  };
}
