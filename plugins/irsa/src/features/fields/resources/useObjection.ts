import {
  checkGrants,
  type Grant,
  type Violation,
} from '@backstage-irsa/core/model';
import { grantDefinitions, resourcesBeyond } from '@backstage-irsa/core/grants';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { useGrantWords } from '../grants/useGrantWords';
import { patternWords } from './patternWords';
import type { OwnedResources } from './useOwnedResources';

/**
 * Returns a function that gives the first error of a grant in words. It checks the naming rule of the service first, then the owner's resources, and
 * then the violations of the plan.
 */
export function useObjection() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = useGrantWords();
  return (
    grant: Grant,
    owned: OwnedResources | undefined,
    violations: readonly Violation[],
  ): string | undefined => {
    if (grant.resource === '') return undefined;
    const [wrong] = checkGrants([grant]);
    if (wrong) return wrong.message;
    const definition = grantDefinitions.get(grant.service);
    const beyond = owned
      ? resourcesBeyond(grant, owned.context, owned.patterns)
      : [];
    if (!owned || !definition || beyond.length === 0) {
      return violations[0]?.message;
    }
    if (owned.patterns.length === 0) {
      return t('resources.none', { namespace: owned.namespace });
    }
    return t('resources.beyond', {
      resource: words.resource(definition),
      name: grant.resource,
      namespace: owned.namespace,
      patterns: patternWords(owned.patterns, grant.service),
    });
  };
}
