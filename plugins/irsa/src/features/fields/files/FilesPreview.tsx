import type { RenderFormat } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Text } from '@backstage/ui';
import { FilesOfSpec } from '../../../shared/operation/files/FilesOfSpec';
import { irsaTranslationRef } from '../../../translation';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import styles from '../plan/PlanPreview.module.css';
import { useFormSpec } from '../plan/formSpec';
import type { FilesFieldProps } from './filesSchema';

/** The format that a form means until it names one. */
const DEFAULT_FORMAT: RenderFormat = 'terraform';

/** The files of the pull request as the form stands now, in the format of its field `format`, with buckets, queues and tables by its field `createResources`. */
export function FilesPreview(props: FilesFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const data = props.formContext?.formData;
  const spec = useFormSpec(data, props.uiSchema['ui:options']);
  const format: RenderFormat = data?.format ?? DEFAULT_FORMAT;
  return (
    <BgProvider bg="neutral-1">
      <section
        className={`${styles.preview} ${surfaceStyles.surface}`}
        aria-label={t('files.title')}
      >
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('files.title')}
        </Text>
        {spec ? (
          <FilesOfSpec
            spec={spec}
            format={format}
            createResources={data?.createResources === true}
          />
        ) : (
          <Text>{t('files.incomplete')}</Text>
        )}
      </section>
    </BgProvider>
  );
}
