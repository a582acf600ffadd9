import type { NodeRoleDetail } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { CommandPlaces } from '../../../shared/viewer/commandPlaces';
import { WhenIdle } from '../../../shared/ui/WhenIdle';
import { ReachBadge } from '../cells/badges';
import { NamesCell, RoleArn } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import { Drawer, FactList } from '../drawer/Drawer';
import { DrawerContent } from '../drawer/DrawerContent';
import { FindingItems } from '../drawer/FindingItems';
import { placeIn, readScopes } from '../drawer/readPlace';
import { DependentWorkloads } from './DependentWorkloads';
import { ExcessCell } from './ExcessCell';
import { RemovalPlan } from './RemovalPlan';

function NodeRoleFacts({ detail }: { detail: NodeRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nodeRole, hopLimitReason, needed } = detail;
  const { arn, hopLimit, optionalTokens, policiesReason } = nodeRole;
  const hopLimitText = () => {
    if (hopLimit === null) {
      const reason = hopLimitReason ?? t('proof.noReason');
      return t('nodeRole.hopLimitUnread', { reason });
    }
    const shown = { hopLimit: String(hopLimit) };
    if (hopLimit > 1) return t('nodeRole.hopLimitOpen', shown);
    return optionalTokens
      ? shown.hopLimit
      : t('nodeRole.hopLimitClosed', shown);
  };
  return (
    <FactList
      facts={[
        {
          name: t('chain.arn'),
          value: <RoleArn arn={arn} />,
        },
        { name: t('column.cluster'), value: nodeRole.cluster },
        {
          name: t('column.nodeGroups'),
          value: <NamesCell names={nodeRole.nodeGroups} />,
        },
        {
          name: t('column.reach'),
          value: <ReachBadge reach={nodeRole.reach} />,
        },
        {
          name: t('nodeRole.hopLimit'),
          value: hopLimitText(),
        },
        ...(optionalTokens
          ? [
              {
                name: t('nodeRole.tokens'),
                value: t('nodeRole.tokensOptional'),
              },
            ]
          : []),
        {
          name: t('nodeRole.needed'),
          value: <NamesCell names={needed} />,
        },
        {
          name: t('column.excess'),
          value: (
            <ExcessCell
              names={nodeRole.excess}
              isUnread={policiesReason !== undefined}
            />
          ),
        },
        ...(policiesReason === undefined
          ? []
          : [
              {
                name: t('nodeRole.policies'),
                value: t('nodeRole.policiesUnread', {
                  reason: policiesReason,
                }),
              },
            ]),
      ]}
    />
  );
}

/** The details of a node role: its excess permissions, the workloads that depend on it, and how to remove the excess safely. */
export function NodeRoleDrawer(props: { id: string; onClose: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id } = props;
  const load = useCallback(async () => {
    const [detail, scopes] = await Promise.all([
      irsaApi.getNodeRole(id),
      readScopes(irsaApi),
    ]);
    return { detail, place: placeIn(scopes, detail.nodeRole) };
  }, [irsaApi, id]);
  const loaded = useLoaded(load);
  const what = t('drawer.nodeRole');
  return (
    <Drawer
      title={loaded.value?.detail.nodeRole.name ?? what}
      onClose={props.onClose}
    >
      <DrawerContent loaded={loaded} what={what}>
        {({ detail, place }) => (
          <>
            <NodeRoleFacts detail={detail} />
            <CommandPlaces.Provider value={place}>
              <RemovalPlan
                plan={detail.plan}
                workloads={detail.dependentWorkloads}
                isUnread={detail.nodeRole.policiesReason !== undefined}
              />
            </CommandPlaces.Provider>
            <WhenIdle>
              <DependentWorkloads detail={detail} />
              <Section title={t('drawer.findings')}>
                <FindingItems findings={detail.findings} />
              </Section>
            </WhenIdle>
          </>
        )}
      </DrawerContent>
    </Drawer>
  );
}
