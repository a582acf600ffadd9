import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import type { FleetColumn } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { ChosenMark } from '../../../shared/ui/ChosenMark';

/** The menu that selects the columns. The first column is always shown. */
export function ColumnMenu<Row>(props: {
  columns: readonly FleetColumn<Row>[];
  shown: readonly FleetColumn<Row>[];
  onChoose: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { columns, shown, onChoose } = props;
  const shownIds = new Set<string>(shown.map(({ id }) => id));
  const choose = (keys: 'all' | Set<string | number>) =>
    onChoose(
      columns.map(({ id }) => id).filter(id => keys === 'all' || keys.has(id)),
    );
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiLayoutColumnLine aria-hidden />}
      >
        {t('table.columns')}
      </Button>
      <Menu
        selectionMode="multiple"
        selectedKeys={shownIds}
        onSelectionChange={choose}
      >
        {columns.slice(1).map(({ id }) => (
          <MenuItem
            key={id}
            id={id}
            iconStart={<ChosenMark isChosen={shownIds.has(id)} />}
          >
            {t(`column.${id}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
