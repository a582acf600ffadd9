import type { PermissionChange } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';

/** Returns a function that describes a changed permission in words. */
export function useChangeWords() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (change: PermissionChange): string =>
    t('plan.change', {
      service: change.title,
      level: t(`levelName.${change.level}`),
      actions: change.actions.join(', '),
      resources: change.resources.join(', '),
    });
}
