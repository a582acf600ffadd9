import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';

/**
 * Announces to screen readers that a list is loading, and then what was found. Keep it mounted while the list changes: screen readers do not announce
 * a live region that appears together with its text.
 */
export function ListStatus(props: {
  /** The name of the list. */
  what: string;
  isLoading: boolean;
  /** The result to announce after loading. */
  found?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <VisuallyHidden role="status">
      {props.isLoading ? t('fleet.reading', { what: props.what }) : props.found}
    </VisuallyHidden>
  );
}
