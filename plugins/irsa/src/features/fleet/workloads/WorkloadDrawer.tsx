import type { FleetWorkload } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useFleetPath } from '../useFleetPath';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { IdentitySourceBadge } from '../cells/badges';
import { EntityCell, NumberCell, OwnersCell } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import { Drawer, FactList } from '../drawer/Drawer';
import styles from '../drawer/Drawer.module.css';
import { DrawerContent } from '../drawer/DrawerContent';
import { DrawerNotFound } from '../drawer/DrawerNotFound';
import { FindingItems } from '../drawer/FindingItems';

function WorkloadFacts({ workload }: { workload: FleetWorkload }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { serviceAccountId } = workload;
  return (
    <>
      <IdentitySourceBadge identitySource={workload.identitySource} />
      <Text as="p" className={styles.sentence}>
        <WithCode text={workload.reason} />
      </Text>
      <FactList
        facts={[
          { name: t('column.cluster'), value: workload.cluster },
          {
            name: t('column.serviceAccount'),
            value: `${workload.namespace}/${workload.serviceAccount}`,
          },
          {
            name: t('column.pods'),
            value: <NumberCell value={workload.pods} />,
          },
          {
            name: t('column.component'),
            value: <EntityCell entityRef={workload.entityRef} />,
          },
          {
            name: t('column.owner'),
            value: <OwnersCell owners={workload.owners} />,
          },
        ]}
      />
      {serviceAccountId && (
        <div>
          <ButtonLink
            size="small"
            variant="secondary"
            href={pathOf('service-accounts', { open: serviceAccountId })}
          >
            {t('drawer.toAccount')}
          </ButtonLink>
        </div>
      )}
    </>
  );
}

/** The details of a workload: the source of its AWS identity with the reason, and its findings. */
export function WorkloadDrawer(props: { id: string; onClose: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const pathOf = useFleetPath();
  const { id } = props;
  const load = useCallback(async () => {
    const [{ items }, findings] = await Promise.all([
      irsaApi.listFleetWorkloads({ workloadId: id }),
      irsaApi.listFindings({ subjectId: id }),
    ]);
    return { workload: items.at(0), findings };
  }, [irsaApi, id]);
  const loaded = useLoaded(load);
  const what = t('drawer.workload');
  const workload = loaded.value?.workload;
  return (
    <Drawer
      title={workload ? `${workload.namespace}/${workload.name}` : what}
      onClose={props.onClose}
    >
      <DrawerContent loaded={loaded} what={what}>
        {({ findings }) =>
          workload ? (
            <>
              <WorkloadFacts workload={workload} />
              <Section title={t('drawer.findings')}>
                <FindingItems
                  findings={findings.items}
                  total={findings.total}
                  href={pathOf('findings', { subjectId: id })}
                />
              </Section>
            </>
          ) : (
            <DrawerNotFound what={what} message={t('workload.gone')} />
          )
        }
      </DrawerContent>
    </Drawer>
  );
}
