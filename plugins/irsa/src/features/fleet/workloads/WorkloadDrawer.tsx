import type { FleetWorkload } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, Text } from '@backstage/ui';
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
        {workload.hostNetwork && ` ${t('workload.hostNetwork')}`}
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
export function WorkloadDrawer(props: {
  id: string;
  /** The workload; undefined if it is not among the rows on the page, which are its only source. */
  workload?: FleetWorkload;
  /** Whether the rows are loading. */
  isReading: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id, workload } = props;
  const load = useCallback(
    () => irsaApi.listFindings({ subjectId: id }),
    [irsaApi, id],
  );
  const findings = useLoaded(load);
  return (
    <Drawer
      title={
        workload
          ? `${workload.namespace}/${workload.name}`
          : t('drawer.workload')
      }
      onClose={props.onClose}
    >
      {workload && <WorkloadFacts workload={workload} />}
      {!workload && props.isReading && <Skeleton width="100%" height={160} />}
      {!workload && !props.isReading && <Text>{t('workload.notShown')}</Text>}
      <Section title={t('drawer.findings')}>
        <DrawerContent loaded={findings} what={t('table.findings')}>
          {({ items }) => <FindingItems findings={items} />}
        </DrawerContent>
      </Section>
    </Drawer>
  );
}
