import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { useCallback } from 'react';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import type { TableQuery } from './useTableQuery';

/** The button that filters by what the user and their groups own. The URL names these owners, so that a link shows the same rows to other users. */
export function MyTeams({ table }: { table: TableQuery }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const identityApi = useApi(identityApiRef);
  const load = useCallback(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const refs = (useLoaded(load).value?.ownershipEntityRefs ?? [])
    .map(ref => ref.toLocaleLowerCase('en-US'))
    .sort();
  return (
    <ToggleButton
      size="small"
      isDisabled={refs.length === 0}
      isSelected={refs.length > 0 && table.query.owner === refs.join(',')}
      onChange={isMine => table.filter({ owner: isMine ? refs : [] })}
    >
      {t('filters.myTeams')}
    </ToggleButton>
  );
}
