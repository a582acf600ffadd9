import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { SuggestionInput } from '../../../shared/ui/SuggestionInput';
import { useScopeChoices } from './useScopeChoices';

/** The input for the scope of the graph, with suggestions from the scans. */
export function ScopeInput(props: {
  name?: string;
  onChoose: (scope: AccessGraphScope, name: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, onChoose } = props;
  const [text, setText] = useState(name ?? '');
  // Show the name that a link or the browser's Back button selects.
  useEffect(() => setText(name ?? ''), [name]);
  const { choices, failure } = useScopeChoices(
    // The current choice needs no search.
    text === name ? '' : text,
  );
  return (
    <SuggestionInput
      label={t('graph.choose')}
      description={
        failure
          ? t('graph.unread', { message: failure.message })
          : t('graph.chooseText')
      }
      text={text}
      suggestions={choices.map(({ id, label, kind }) => ({
        id,
        label,
        description: t(`graph.chosen.${kind}`),
      }))}
      isNarrowed
      onType={setText}
      onChoose={key => {
        const chosen = choices.find(({ id }) => id === key);
        if (chosen) onChoose(chosen.scope, chosen.label);
      }}
    />
  );
}
