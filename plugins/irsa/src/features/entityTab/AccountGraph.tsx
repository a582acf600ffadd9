import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { AccessGraph } from '../../shared/accessGraph/AccessGraph';
import { Section } from '../../shared/ui/Section';
import { useKeptOpen } from '../../shared/ui/useKeptOpen';
import { irsaTranslationRef } from '../../translation';

/** The access graph of an account. It loads only when the user opens it, because the backend must evaluate policies for it. */
export function AccountGraph({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isOpen, setOpen] = useKeptOpen(`graph ${id}`);
  const [node, setNode] = useState<string>();
  const scope = useMemo(() => ({ serviceAccountId: id }), [id]);
  return (
    <Section title={t('graph.title')}>
      <Text as="p" variant="body-small">
        {t('graph.text')}
      </Text>
      <details
        open={isOpen}
        onToggle={event => setOpen(event.currentTarget.open)}
      >
        <summary>{t('graph.link')}</summary>
        {isOpen && (
          <AccessGraph
            scope={scope}
            headings="h4"
            node={node}
            onChooseNode={setNode}
          />
        )}
      </details>
    </Section>
  );
}
