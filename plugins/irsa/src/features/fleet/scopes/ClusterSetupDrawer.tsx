import type { ClusterSetupStep } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { CodeBlock } from '../../../shared/viewer/CodeBlock';
import { CommandList } from '../../../shared/viewer/CommandList';
import { CommandPlaces } from '../../../shared/viewer/commandPlaces';
import { irsaTranslationRef } from '../../../translation';
import { SetupBadge } from '../cells/badges';
import { Drawer, FactList } from '../drawer/Drawer';
import { DrawerContent } from '../drawer/DrawerContent';
import styles from '../drawer/Drawer.module.css';

function Code(props: { title: string; text: string; copy: string }) {
  return (
    <>
      <div className={styles.row}>
        <Text as="h4" variant="body-small" weight="bold">
          {props.title}
        </Text>
        <CopyButton text={props.text} label={props.copy} />
      </div>
      <CodeBlock>{props.text}</CodeBlock>
    </>
  );
}

function Step({ step }: { step: ClusterSetupStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { id, state, message, commands = [], terraform, configuration } = step;
  const title = t(`setup.${id}`);
  return (
    <li className={styles.item} aria-label={title}>
      <div className={styles.row}>
        <Text as="h3" variant="body-medium" weight="bold">
          {title}
        </Text>
        <SetupBadge state={state} />
      </div>
      <Text as="p" className={styles.sentence}>
        {message}
      </Text>
      {commands.length > 0 && (
        <CommandList
          label={t('setup.commandsOf', { title })}
          commands={commands}
        />
      )}
      {terraform && (
        <Code
          title={t('setup.terraform')}
          text={terraform}
          copy={t('setup.copyTerraform', { title })}
        />
      )}
      {configuration && (
        <Code
          title={t('setup.configuration')}
          text={configuration}
          copy={t('setup.copyConfiguration', { title })}
        />
      )}
    </li>
  );
}

/** The setup of a cluster: what exists and what is missing, with the commands, Terraform, and configuration for each step. */
export function ClusterSetupDrawer(props: {
  cluster: string;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { cluster } = props;
  const load = useCallback(
    () => irsaApi.getClusterSetup(cluster),
    [irsaApi, cluster],
  );
  const title = t('setup.title', { cluster });
  return (
    <Drawer title={title} onClose={props.onClose}>
      <DrawerContent loaded={useLoaded(load)} what={title}>
        {({ accountId, region, source, steps }) => (
          <>
            <FactList
              facts={[
                { name: t('column.awsAccount'), value: accountId },
                { name: t('scope.region'), value: region },
                { name: t('setup.source'), value: t(`setup.${source}`) },
              ]}
            />
            <CommandPlaces.Provider
              value={{
                context: cluster,
                region,
                clusterAccountId: accountId,
                roleAccountId: accountId,
              }}
            >
              <ol className={styles.list} aria-label={title}>
                {steps.map(step => (
                  <Step key={step.id} step={step} />
                ))}
              </ol>
            </CommandPlaces.Provider>
          </>
        )}
      </DrawerContent>
    </Drawer>
  );
}
