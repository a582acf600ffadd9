import type {
  Chain,
  EffectivePermissions,
  FindingList,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { AccountCommands } from '../../../shared/serviceAccount/AccountCommands';
import { AccountPermissions } from '../../../shared/permissions/AccountPermissions';
import { ChainSection } from '../../../shared/chain/ChainSection';
import { WorkloadsSection } from '../../../shared/chain/workloads/WorkloadsSection';
import { Section } from '../../../shared/ui/Section';
import { WhenIdle } from '../../../shared/ui/WhenIdle';
import { Drawer } from '../drawer/Drawer';
import { DrawerContent } from '../drawer/DrawerContent';
import { FindingItems } from '../drawer/FindingItems';
import { AccountFacts } from './AccountFacts';
import { EntityLinkLine } from './EntityLinkLine';

/** An account with the component and the owners that the list shows for it. */
interface FleetAccount extends IamServiceAccount {
  owners: string[];
  linkedTo?: string;
}

async function readAccount(
  irsaApi: IrsaApi,
  id: string,
): Promise<FleetAccount> {
  const [account, { items }] = await Promise.all([
    irsaApi.getServiceAccount(id),
    irsaApi.listFleetServiceAccounts({ serviceAccountId: id }),
  ]);
  const { owner } = account;
  const row = items.at(0);
  return {
    ...account,
    entityRef: row?.entityRef ?? account.entityRef,
    owners: row?.owners ?? (owner === null ? [] : [owner]),
    ...(row?.linkedTo !== undefined && { linkedTo: row.linkedTo }),
  };
}

/** The loaded parts of an account, all requested at the same time. */
interface AccountReadings {
  account: Loaded<FleetAccount>;
  chain: Loaded<Chain>;
  permissions: Loaded<EffectivePermissions>;
  findings: Loaded<FindingList>;
}

function useAccountReadings(id: string): AccountReadings {
  const irsaApi = useApi(irsaApiRef);
  const account = useCallback(() => readAccount(irsaApi, id), [irsaApi, id]);
  const chain = useCallback(() => irsaApi.getChain(id), [irsaApi, id]);
  const permissions = useCallback(
    () => irsaApi.getPermissions(id),
    [irsaApi, id],
  );
  const findings = useCallback(
    () => irsaApi.listFindings({ serviceAccountId: id }),
    [irsaApi, id],
  );
  return {
    account: useLoaded(account),
    chain: useLoaded(chain),
    permissions: useLoaded(permissions),
    findings: useLoaded(findings),
  };
}

function Verified(props: {
  account: IamServiceAccount;
  chain: Loaded<Chain>;
  permissions: Loaded<EffectivePermissions>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, chain, permissions } = props;
  const { verification } = account;
  if (!verification) return <Text>{t('tab.unverified')}</Text>;
  return (
    <AccountCommands account={account}>
      <ChainSection
        account={account}
        verification={verification}
        chain={chain}
      />
      <AccountPermissions account={account} permissions={permissions} />
      <WhenIdle>
        <WorkloadsSection account={account} chain={chain} />
      </WhenIdle>
    </AccountCommands>
  );
}

/** The details of an IAM service account of the fleet: its facts and owners, its findings, its chain, and its permissions. */
export function ServiceAccountDrawer(props: {
  id: string;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, findings, ...others } = useAccountReadings(props.id);
  const what = t('drawer.account');
  return (
    <Drawer
      title={account.value ? accountLabel(account.value) : what}
      onClose={props.onClose}
    >
      <DrawerContent loaded={account} what={what}>
        {value => (
          <>
            <AccountFacts account={value} owners={value.owners} />
            {value.linkedTo !== undefined && (
              <EntityLinkLine
                id={value.id}
                linkedTo={value.linkedTo}
                onChanged={() => {
                  account.reload();
                  props.onChanged();
                }}
              />
            )}
            <Section title={t('drawer.findings')}>
              <DrawerContent loaded={findings} what={t('table.findings')}>
                {({ items, total }) => (
                  <FindingItems
                    findings={items}
                    total={total}
                    risks={value.permissions.risks}
                  />
                )}
              </DrawerContent>
            </Section>
            <Verified account={value} {...others} />
          </>
        )}
      </DrawerContent>
    </Drawer>
  );
}
