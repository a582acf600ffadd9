import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { VerifyAgain } from '../table/VerifyAgain';
import { ServiceAccountDrawer } from './ServiceAccountDrawer';
import { useLinkProposals } from './useLinkProposals';
import { useServiceAccountTable } from './useServiceAccountTable';

/** The tab "Service accounts": all IAM service accounts of both mechanisms, including those that other tools created. */
export function ServiceAccountsContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useServiceAccountTable();
  const [version, setVersion] = useState(0);
  const refresh = useCallback(() => setVersion(last => last + 1), []);
  const proposals = useLinkProposals(refresh);
  return (
    <>
      <FleetTable
        key={version}
        spec={spec}
        toolbar={proposals.button}
        empty={<FleetEmpty text={t('table.noServiceAccounts')} />}
        actions={({ rows, ...ends }) => (
          <VerifyAgain accounts={rows.map(({ id }) => id)} {...ends} />
        )}
        drawer={({ id, onClose, onChanged }) => (
          <ServiceAccountDrawer
            id={id}
            onClose={onClose}
            onChanged={onChanged}
          />
        )}
      />
      {proposals.dialog}
    </>
  );
}
