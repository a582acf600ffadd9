import { parseEntityRef } from '@backstage/catalog-model';
import { configApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { docsRouteRef } from '../../routes';
import { irsaTranslationRef } from '../../translation';

/**
 * Names a page of the documentation, such as `docs/reference/checks/audience.md`. Links to it if the app has TechDocs and the configuration names the
 * entity of the documentation.
 */
export function DocsPage({ page }: { page: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const entity = useApi(configApiRef).getOptionalString('irsa.docsEntityRef');
  const docsRoute = useRouteRef(docsRouteRef);
  const path = page.replace(/^docs\//, '').replace(/\.md$/, '');
  const shown =
    entity !== undefined && docsRoute ? (
      <Link href={`${docsRoute(parseEntityRef(entity))}/${path}`}>{path}</Link>
    ) : (
      <code>{page}</code>
    );
  return (
    <Text as="p" variant="body-small" color="secondary">
      {t('chain.docs', { page: shown })}
    </Text>
  );
}
