import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { VerifyAgain } from '../table/VerifyAgain';
import { LinkProposals } from './LinkProposals';
import { ServiceAccountDrawer } from './ServiceAccountDrawer';
import { useServiceAccountTable } from './useServiceAccountTable';

/** The tab "Service accounts": all IAM service accounts of both mechanisms, including those that other tools created. */
export function ServiceAccountsContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useServiceAccountTable();
  return (
    <FleetTable
      spec={spec}
      toolbar={onLinked => <LinkProposals onLinked={onLinked} />}
      empty={<FleetEmpty text={t('table.noServiceAccounts')} />}
      actions={({ rows, ...ends }) => (
        <VerifyAgain accounts={rows.map(({ id }) => id)} {...ends} />
      )}
      drawer={({ id, onClose, onChanged }) => (
        <ServiceAccountDrawer id={id} onClose={onClose} onChanged={onChanged} />
      )}
    />
  );
}
