import type { Cluster } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiEyeLine, RiGitPullRequestLine, RiSnowyLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { Note } from '../ui/Note';

const ICONS = { observe: RiEyeLine, 'pull-request': RiGitPullRequestLine };

/** Explains why Backstage currently writes nothing in a cluster: its mode or a freeze. Renders nothing if writes are allowed. */
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
