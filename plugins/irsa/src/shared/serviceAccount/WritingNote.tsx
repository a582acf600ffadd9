import type { Cluster } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiEyeLine, RiGitPullRequestLine, RiSnowyLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { irsaTranslationRef } from '../../translation';
import { Note } from '../ui/Note';
import { useLoaded } from '../ui/useLoaded';

const ICONS = { observe: RiEyeLine, 'pull-request': RiGitPullRequestLine };

/** That and why nothing is written in a cluster for now. Nothing where everything may be. */
export function WritingNote({ cluster }: { cluster: Cluster | undefined }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!cluster) return null;
  const { name, mode, freeze } = cluster;
  if (mode !== 'write') {
    return (
      <Note
        label={t('writing.label')}
        icon={ICONS[mode]}
        title={t(`writing.${mode}`)}
        tone="info"
      >
        <Text as="p" variant="body-small">
          {t(`writing.${mode}Text`, { cluster: name })}
        </Text>
      </Note>
    );
  }
  if (!freeze) return null;
  return (
    <Note
      label={t('writing.label')}
      icon={RiSnowyLine}
      title={t('writing.freeze')}
      tone="warning"
    >
      <Text as="p" variant="body-small">
        {t('writing.freezeText', { cluster: name, reason: freeze.reason })}
      </Text>
    </Note>
  );
}

/** The same for the cluster of a name, where the caller may use it. */
export function WritingNoteOf({ name }: { name: string }) {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listClusters(), [irsaApi]);
  const { value } = useLoaded(load);
  return (
    <WritingNote cluster={value?.items.find(each => each.name === name)} />
  );
}
