import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { useCallback } from 'react';
import {
  type ExportedTable,
  MAX_FILTER_VALUES,
} from '@backstage-irsa/plugin-irsa-common';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { useFacets } from './useFacets';
import type { TableQuery } from './useTableQuery';

/** Returns the user's ownership references. If they are too many for the filter, returns those that own the most rows of the table. */
function useMyRefs(id: ExportedTable): string[] {
  const identityApi = useApi(identityApiRef);
  const load = useCallback(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const refs = (useLoaded(load).value?.ownershipEntityRefs ?? []).map(ref =>
    ref.toLocaleLowerCase('en-US'),
  );
  const isTooMany = refs.length > MAX_FILTER_VALUES;
  const owners = useFacets(id, {}, Number(isTooMany)).get('owner') ?? [];
  if (!isTooMany) return refs.sort();
  return owners
    .map(({ value }) => value)
    .filter(owner => refs.includes(owner))
    .slice(0, MAX_FILTER_VALUES)
    .sort();
}

/** The button that filters by what the user and their groups own. The URL names these owners, so that a link shows the same rows to other users. */
export function MyTeams(props: { id: ExportedTable; table: TableQuery }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { id, table } = props;
  const refs = useMyRefs(id);
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
