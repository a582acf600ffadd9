import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GrantDefinition } from '@backstage-irsa/core/grants';
import { irsaTranslationRef } from '../../../translation';
import { grantCatalog } from '../../../translation/en/grantCatalog';

const isKnown = (key: string): key is keyof typeof grantCatalog =>
  key in grantCatalog;

/** Returns functions for the texts of the grant catalog in the app's language. A grant without a translation gets its English text. */
export function useGrantWords() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = (key: string, english: string) =>
    isKnown(key) ? t(key) : english;
  return {
    /** Returns the name of the resource. */
    resource: ({ service, resourceLabel }: GrantDefinition) =>
      words(`grant.${service}.resource`, resourceLabel),
    /** Returns the access options with their descriptions. */
    access: ({ service, access }: GrantDefinition) =>
      Object.entries(access).map(([id, { description }]) => ({
        id,
        label: words(`grant.${service}.access.${id}`, description),
      })),
  };
}
