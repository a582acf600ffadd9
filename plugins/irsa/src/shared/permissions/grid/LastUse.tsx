import type { LastAccessedReport } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../ui/Ago';

/** The role's last use of a service from the report, or a note that the report was not loaded. */
export function LastUse(props: {
  service: string;
  report?: LastAccessedReport;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!props.report) return <>{t('lastUse.none')}</>;
  const use = props.report.services.find(
    ({ service }) => service === props.service,
  );
  const at = use?.lastAccessed;
  return (
    <>
      {at ? <Ago at={at} /> : t('lastUse.never')}
      {use?.unused && `: ${t('lastUse.unused')}`}
      {use?.reason && `: ${use.reason}`}
    </>
  );
}
