import type { FleetServiceAccountList } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { LinkDialog } from './LinkDialog';

/** The maximum number of links in one request. */
const MOST = 200;

/** The button and dialog that link accounts without an entity to the entities that are proposed for them. Renders nothing if there are no proposals. */
export function LinkProposals({ onLinked }: { onLinked: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  /** The proposals in the dialog. They stay the same while the list changes. */
  const [proposals, setProposals] = useState<FleetServiceAccountList>();
  const load = useCallback(
    () => irsaApi.listFleetServiceAccounts({ link: 'proposed', limit: MOST }),
    [irsaApi],
  );
  const { value, reload } = useLoaded(load);
  const linked = useCallback(() => {
    reload();
    onLinked();
  }, [reload, onLinked]);
  return (
    <>
      {value && value.total > 0 && (
        <Button
          variant="secondary"
          size="small"
          onPress={() => setProposals(value)}
        >
          {t('link.open', { count: value.total })}
        </Button>
      )}
      {proposals && (
        <LinkDialog
          rows={proposals.items}
          total={proposals.total}
          onClose={() => setProposals(undefined)}
          onLinked={linked}
        />
      )}
    </>
  );
}
