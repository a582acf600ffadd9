import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import { useLoaded } from '../../../hooks/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { PolicyDocuments } from '../../EntityAccessContent/documents/PolicyDocuments';
import { StatementFocus } from '../../EntityAccessContent/documents/StatementFocus';
import { Drawer } from '../drawer/Drawer';
import { DrawerContent } from '../drawer/DrawerContent';
import { ROLE_SECTIONS } from './roleSections';

/** A role: what it is, who has it and may be it, what whoever gets hold of it could reach, and what is wrong with it. */
export function RoleDrawer(props: {
  id: string;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id, onChanged } = props;
  const load = useCallback(() => irsaApi.getRole(id), [irsaApi, id]);
  const detail = useLoaded(load);
  const { reload } = detail;
  const changed = useCallback(() => {
    reload();
    onChanged();
  }, [reload, onChanged]);
  const what = t('drawer.role');
  return (
    <Drawer title={detail.value?.role.name ?? what} onClose={props.onClose}>
      <DrawerContent loaded={detail} what={what}>
        {value => (
          <StatementFocus policies={value.policies}>
            {ROLE_SECTIONS.map(({ id: section, Section }) => (
              <Section key={section} detail={value} onChanged={changed} />
            ))}
            <PolicyDocuments policies={value.policies} />
          </StatementFocus>
        )}
      </DrawerContent>
    </Drawer>
  );
}
