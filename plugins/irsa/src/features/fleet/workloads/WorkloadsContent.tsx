import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { useWorkloadTable } from './useWorkloadTable';
import { WorkloadDrawer } from './WorkloadDrawer';

/** The tab "Workloads": the workloads in the clusters, and the sources of their AWS identities. */
export function WorkloadsContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useWorkloadTable();
  return (
    <FleetTable
      spec={spec}
      empty={<FleetEmpty text={t('table.noWorkloads')} />}
      drawer={({ id, onClose }) => <WorkloadDrawer id={id} onClose={onClose} />}
    />
  );
}
