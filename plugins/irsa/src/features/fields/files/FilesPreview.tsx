import type { RenderFormat } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Text } from '@backstage/ui';
import { FilesOfSpec } from '../../../shared/operation/files/FilesOfSpec';
import { failureOf } from '../../../shared/ui/failure';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { irsaTranslationRef } from '../../../translation';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import besideStyles from '../plan/Beside.module.css';
import styles from '../plan/PlanPreview.module.css';
import { FormTitles } from '../../../shared/operation/plan/useFieldWords';
import { useFormSpec } from '../plan/formSpec';
import { formTitles } from '../plan/formTitles';
import { textOf } from '../plan/specOf';
import type { FilesFieldProps } from './filesSchema';
import { useChangedFile } from './useChangedFile';

/** The default format, used until the form names one. */
const DEFAULT_FORMAT: RenderFormat = 'terraform';

/**
 * A live preview of the pull request's files. The form's field `format` sets their format, `createResources` adds buckets, queues, and tables, and
 * `repositoryFile` adds the file that defines an existing ServiceAccount.
 */
export function FilesPreview(props: FilesFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const data = props.formContext?.formData ?? {};
  const fields = props.uiSchema['ui:options'];
  const spec = useFormSpec(data, fields);
  const titleOf = formTitles(props.registry.rootSchema, fields);
  const format: RenderFormat = data.format ?? DEFAULT_FORMAT;
  const changed = useChangedFile(spec, format, textOf(data, 'repositoryFile'));
  return (
    <BgProvider bg="neutral-1">
      <section
        className={`${styles.preview} ${besideStyles.beside} ${surfaceStyles.surface}`}
        aria-label={t('files.title')}
      >
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('files.title')}
        </Text>
        {changed.error && (
          <FieldFailure
            text={t('files.changedFailed', {
              message: failureOf(changed.error).message,
            })}
            onRetry={changed.reload}
          />
        )}
        {spec ? (
          <FormTitles.Provider value={titleOf}>
            <FilesOfSpec
              spec={spec}
              format={format}
              createResources={data.createResources === true}
              changedFile={changed.value}
            />
          </FormTitles.Provider>
        ) : (
          <Text>{t('files.incomplete')}</Text>
        )}
      </section>
    </BgProvider>
  );
}
