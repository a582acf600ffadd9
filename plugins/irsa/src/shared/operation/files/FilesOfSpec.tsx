import type {
  IamServiceAccountSpec,
  RenderedFile,
  RenderFormat,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { FieldFailure } from '../../ui/FieldFailure';
import { failureOf } from '../../ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { RenderedFiles } from './RenderedFiles';
import { useRendering } from './useRendering';

/** The files with which another tool creates the resources of a spec. Rendered again when the spec changes. */
export function FilesOfSpec(props: {
  spec: IamServiceAccountSpec;
  format: RenderFormat;
  createResources?: boolean;
  /** The file that defines an existing ServiceAccount, with the annotations added. */
  changedFile?: RenderedFile;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, format, createResources = false } = props;
  const { value, error, reload } = useRendering(spec, format, createResources);
  if (error) {
    return (
      <FieldFailure
        text={t('files.failed', { message: failureOf(error).message })}
        onRetry={reload}
      />
    );
  }
  if (value) {
    return (
      <RenderedFiles
        key={value.format}
        rendering={value}
        changedFile={props.changedFile}
      />
    );
  }
  return (
    <div role="status">
      <VisuallyHidden>{t('files.loading')}</VisuallyHidden>
      <Skeleton width="100%" height="8rem" />
    </div>
  );
}
