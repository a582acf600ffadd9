import type { ServiceAccountPatch } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { FileViewer } from '../../viewer/FileViewer';

/**
 * The annotations to change on a ServiceAccount that another tool manages: as Helm values, a kustomization, and a manifest. Renders nothing without
 * a patch.
 */
export function ServiceAccountPatchFiles({
  patch,
}: {
  patch: ServiceAccountPatch | undefined;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!patch) return null;
  const { helmValues, kustomization, manifest } = patch;
  return (
    <div>
      <Text as="h4" weight="bold">
        {t('patch.title')}
      </Text>
      <Text as="p" variant="body-small">
        {t('patch.note')}
      </Text>
      <FileViewer
        files={[
          { path: 'values.yaml', content: helmValues },
          { path: 'kustomization.yaml', content: kustomization },
          { path: 'service-account.yaml', content: manifest },
        ]}
      />
    </div>
  );
}
