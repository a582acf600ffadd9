import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GrantDefinition } from '@backstage-irsa/core/grants';
import { irsaTranslationRef } from '../../../translation';
import { grantCatalog } from '../../../translation/en/grantCatalog';

const isKnown = (key: string): key is keyof typeof grantCatalog =>
  key in grantCatalog;

/** What the catalogue of grants says, in the language of the app; in English where a grant has no translation yet. */
export function useGrantWords() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = (key: string, english: string) =>
    isKnown(key) ? t(key) : english;
  return {
    /** What the resource is called. */
    resource: ({ service, resourceLabel }: GrantDefinition) =>
      words(`grant.${service}.resource`, resourceLabel),
    /** Each kind of access, with what it means. */
    access: ({ service, access }: GrantDefinition) =>
      Object.entries(access).map(([id, { description }]) => ({
        id,
        label: words(`grant.${service}.access.${id}`, description),
      })),
  };
}
