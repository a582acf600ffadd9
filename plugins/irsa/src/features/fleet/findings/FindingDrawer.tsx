import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type FleetTab, useFleetPath } from '../useFleetPath';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { CommandList } from '../../../shared/viewer/CommandList';
import { CommandPlaces } from '../../../shared/viewer/commandPlaces';
import { DocsPage } from '../../../shared/ui/DocsPage';
import { WithCode } from '../../../shared/ui/WithCode';
import { FindingStateBadge, SeverityBadge } from '../cells/badges';
import { Copied, EntityCell, OwnersCell } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import { Drawer, FactList } from '../drawer/Drawer';
import styles from '../drawer/Drawer.module.css';
import { DrawerContent } from '../drawer/DrawerContent';
import { readFindingPlace } from '../drawer/readPlace';
import { Acceptance } from './Acceptance';
import { FindingWorkloads } from './FindingWorkloads';

/** The tabs that show the subject of a finding, by its kind. */
const TABS: Partial<Record<Finding['subject']['kind'], FleetTab>> = {
  'service-account': 'service-accounts',
  role: 'roles',
  'node-role': 'node-roles',
  workload: 'workloads',
  cluster: 'clusters',
};

function Subject({ finding }: { finding: Finding }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { subject, entityRef, owners } = finding;
  const { arn } = subject;
  const tab = TABS[subject.kind];
  return (
    <>
      <FactList
        facts={[
          { name: t(`subjectKind.${subject.kind}`), value: subject.name },
          ...(subject.cluster && subject.kind !== 'cluster'
            ? [{ name: t('column.cluster'), value: subject.cluster }]
            : []),
          ...(subject.accountId
            ? [{ name: t('column.awsAccount'), value: subject.accountId }]
            : []),
          ...(arn
            ? [
                {
                  name: t('chain.arn'),
                  value: (
                    <Copied
                      text={arn}
                      label={t('role.copyArn', { role: subject.name })}
                    />
                  ),
                },
              ]
            : []),
          {
            name: t('column.component'),
            value: <EntityCell entityRef={entityRef} />,
          },
          { name: t('column.owner'), value: <OwnersCell owners={owners} /> },
          {
            name: t('findings.firstSeen'),
            value: <Ago at={finding.firstSeenAt} />,
          },
          {
            name: t('findings.lastSeen'),
            value: <Ago at={finding.lastSeenAt} />,
          },
          ...(finding.resolvedAt
            ? [
                {
                  name: t('findings.resolved'),
                  value: <Ago at={finding.resolvedAt} />,
                },
              ]
            : []),
        ]}
      />
      {tab && (
        <div>
          <ButtonLink
            size="small"
            variant="secondary"
            href={pathOf(tab, {
              // The clusters are opened by their names.
              open: subject.kind === 'cluster' ? subject.name : subject.id,
            })}
          >
            {t('findings.toSubject')}
          </ButtonLink>
        </div>
      )}
    </>
  );
}

function Remediation({ finding }: { finding: Finding }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { remediation, commands = [], docs } = finding;
  return (
    <Section title={t('fix.title')}>
      <Text as="p" className={styles.sentence}>
        <WithCode text={remediation ?? t('findings.noRemediation')} />
      </Text>
      {commands.length > 0 && (
        <CommandList label={t('fix.commands')} commands={commands} />
      )}
      {docs && <DocsPage page={docs} />}
    </Section>
  );
}

function Found({ finding }: { finding: Finding }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { facts = [] } = finding;
  return (
    <Section title={t('chain.found')}>
      <div className={styles.row}>
        <SeverityBadge severity={finding.severity} />
        <FindingStateBadge state={finding.state} />
        <Text as="span" variant="body-small" color="secondary">
          {t(`evidence.${finding.evidence}`)}
        </Text>
      </div>
      <Text as="p" className={styles.sentence}>
        <WithCode text={finding.message} />
      </Text>
      <Text as="p" weight="bold">
        {t('findings.whySeverity', {
          severity: t(`severity.${finding.severity}`),
        })}
      </Text>
      <ul className={styles.reasons}>
        {finding.severityReasons.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {facts.length > 0 && (
        <FactList
          facts={facts.map(({ label, value }) => ({ name: label, value }))}
        />
      )}
    </Section>
  );
}

/** The details of a finding: the check results, the fix, the subject with its owners, and the acceptance. */
export function FindingDrawer(props: {
  id: string;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id, onChanged } = props;
  const load = useCallback(async () => {
    const finding = await irsaApi.getFinding(id);
    return { finding, place: await readFindingPlace(irsaApi, finding) };
  }, [irsaApi, id]);
  const loaded = useLoaded(load);
  const { reload } = loaded;
  const changed = useCallback(() => {
    reload();
    onChanged();
  }, [reload, onChanged]);
  const what = t('drawer.finding');
  return (
    <Drawer title={loaded.value?.finding.title ?? what} onClose={props.onClose}>
      <DrawerContent loaded={loaded} what={what}>
        {({ finding, place }) => (
          <>
            <Found finding={finding} />
            <CommandPlaces.Provider value={place}>
              <Remediation finding={finding} />
            </CommandPlaces.Provider>
            <Section title={t('findings.about')}>
              <Subject finding={finding} />
            </Section>
            {['role', 'service-account'].includes(finding.subject.kind) && (
              <FindingWorkloads subject={finding.subject} />
            )}
            <Acceptance finding={finding} onChanged={changed} />
          </>
        )}
      </DrawerContent>
    </Drawer>
  );
}
