import type { Cluster, EffectivePermissions } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { AccountPermissions } from '../../shared/permissions/AccountPermissions';
import { WritingNote } from '../../shared/serviceAccount/WritingNote';
import { useLoaded } from '../../shared/ui/useLoaded';
import { WhenIdle } from '../../shared/ui/WhenIdle';
import { AccountGraph } from './AccountGraph';
import { AccountRightSize } from './AccountRightSize';
import type { SubTabProps } from './subTabs';

/** The permissions of an account's role, the permissions that it does not need, and its access graph. */
export function PermissionsTab(
  props: SubTabProps & { cluster: Cluster | undefined },
) {
  const { account, round, onChanged } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const hasRole = account.roleArn !== null;
  const load = useCallback(
    async (): Promise<EffectivePermissions | undefined> =>
      hasRole ? irsaApi.getPermissions(id) : undefined,
    [irsaApi, id, hasRole],
  );
  const permissions = useLoaded(load, round);
  return (
    <>
      <AccountPermissions account={account} permissions={permissions} />
      {hasRole && (
        <WhenIdle>
          <WritingNote cluster={props.cluster} />
          <AccountRightSize
            account={account}
            cluster={props.cluster}
            onChanged={onChanged}
          />
          <AccountGraph id={id} />
        </WhenIdle>
      )}
    </>
  );
}
