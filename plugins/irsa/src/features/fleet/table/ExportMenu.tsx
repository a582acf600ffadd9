import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiDownload2Line } from '@remixicon/react';
import type { FleetQuery } from '@backstage-irsa/plugin-irsa-common';
import type { useExport } from './useExport';
import { irsaTranslationRef } from '../../../translation';

/** The menu that downloads the whole filtered table as CSV or JSON. */
export function ExportMenu(props: {
  query: FleetQuery;
  exported: ReturnType<typeof useExport>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { query, exported } = props;
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownload2Line aria-hidden />}
        isPending={exported.pending}
      >
        {t('table.export')}
      </Button>
      <Menu
        onAction={format =>
          exported.ask(format === 'json' ? 'json' : 'csv', query)
        }
      >
        <MenuItem id="csv">{t('table.csv')}</MenuItem>
        <MenuItem id="json">{t('table.json')}</MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
