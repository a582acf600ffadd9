import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Tooltip,
  TooltipTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { irsaTranslationRef } from '../../translation';

/** The button that copies a text. `label` says which text, such as "Copy the ARN of orders". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [outcome, setOutcome] = useState<'done' | 'failed'>();

  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(text);
      setOutcome('done');
    } catch {
      setOutcome('failed');
    }
  };

  return (
    <span>
      <TooltipTrigger onOpenChange={open => !open && setOutcome(undefined)}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={label}
          icon={outcome === 'done' ? <RiCheckLine /> : <RiFileCopyLine />}
          onPress={copy}
        />
        <Tooltip>{outcome ? t(`copy.${outcome}`) : label}</Tooltip>
      </TooltipTrigger>
      <VisuallyHidden role="status">
        {outcome && t(`copy.${outcome}`)}
      </VisuallyHidden>
    </span>
  );
}
