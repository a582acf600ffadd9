import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';

/**
 * Tells screen readers that a list is being read, and then what was found. It stays while the list comes and goes: a live region that comes with its
 * words is not read out.
 */
export function ListStatus(props: {
  /** What is read. */
  what: string;
  isLoading: boolean;
  /** What was found, once it is. */
  found?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <VisuallyHidden role="status">
      {props.isLoading ? t('fleet.reading', { what: props.what }) : props.found}
    </VisuallyHidden>
  );
}
