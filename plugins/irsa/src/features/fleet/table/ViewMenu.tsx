import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  TextField,
} from '@backstage/ui';
import { RiBookmarkLine } from '@remixicon/react';
import { useState } from 'react';
import { FieldError } from '../../../shared/ui/FieldError';
import { FormDialog } from '../../../shared/ui/FormDialog';
import { irsaTranslationRef } from '../../../translation';
import { ChosenMark } from '../../../shared/ui/ChosenMark';
import type { TableQuery } from './useTableQuery';
import { useSavedViews } from './useSavedViews';

function SaveDialog(props: {
  onSave: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const given = name.trim();
  const isMissing = isTried && given === '';
  const save = () => {
    setTried(true);
    if (given) props.onSave(given);
  };
  return (
    <FormDialog
      title={t('views.save')}
      confirm={t('views.confirm')}
      isPending={false}
      failure={undefined}
      onConfirm={save}
      onClose={props.onClose}
    >
      <TextField
        label={t('views.name')}
        description={t('views.nameDescription')}
        isRequired
        isInvalid={isMissing}
        maxLength={60}
        value={name}
        onChange={setName}
      />
      {isMissing && <FieldError>{t('views.missing')}</FieldError>}
    </FormDialog>
  );
}

/** The menu that shows a saved view, saves the current view, or removes it. */
export function ViewMenu(props: { id: string; table: TableQuery }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { id, table } = props;
  const { views, save, remove } = useSavedViews(id);
  const [isSaving, setSaving] = useState(false);
  const present = views.find(({ view }) => view === table.view);
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiBookmarkLine aria-hidden />}
        >
          {present ? present.name : t('views.title')}
        </Button>
        <Menu>
          {views.length > 0 && (
            <MenuSection title={t('views.saved')}>
              {views.map(({ name, view }) => (
                <MenuItem
                  key={name}
                  id={`view ${name}`}
                  iconStart={<ChosenMark isChosen={view === table.view} />}
                  onAction={() => table.show(view)}
                >
                  {name}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          <MenuItem id="save" onAction={() => setSaving(true)}>
            {t('views.save')}
          </MenuItem>
          {present && (
            <MenuItem
              id="remove"
              color="danger"
              onAction={() => remove(present.name)}
            >
              {t('views.remove', { name: present.name })}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {isSaving && (
        <SaveDialog
          onClose={() => setSaving(false)}
          onSave={name => {
            save({ name, view: table.view });
            setSaving(false);
          }}
        />
      )}
    </>
  );
}
