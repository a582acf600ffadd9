import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { FindingActions } from './FindingActions';
import { FindingGroups } from './FindingGroups';
import { FindingDrawer } from './FindingDrawer';
import { useFindingTable } from './useFindingTable';

/** The tab "Findings": all findings, the most severe first. */
export function FindingsContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useFindingTable();
  const empty = <FleetEmpty text={t('table.noFindings')} />;
  return (
    <FleetTable
      spec={spec}
      actions={({ rows, ...ends }) => (
        <FindingActions findings={rows} {...ends} />
      )}
      groups={{
        title: t('groups.title'),
        show: table => <FindingGroups table={table} empty={empty} />,
      }}
      empty={empty}
      drawer={({ id, onClose, onChanged }) => (
        <FindingDrawer id={id} onClose={onClose} onChanged={onChanged} />
      )}
    />
  );
}
