import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { WorkloadsSection } from '../../shared/chain/workloads/WorkloadsSection';
import { useLoaded } from '../../shared/ui/useLoaded';
import type { SubTabProps } from './subTabs';

/** The pods of an account, and which credentials each container uses. */
export function WorkloadsTab({ account, round }: SubTabProps) {
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getChain(id), [irsaApi, id]);
  const chain = useLoaded(load, round);
  return <WorkloadsSection account={account} chain={chain} />;
}
