import type { RenderedFile, Rendering } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { ServiceAccountPatchFiles } from '../plan/ServiceAccountPatchFiles';
import { Violations } from '../plan/Violations';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import { FileViewer } from '../../viewer/FileViewer';
import styles from '../../viewer/FileViewer.module.css';

/** The violations of the files, the files, and notes on what else their tool needs. */
export function RenderedFiles(props: {
  rendering: Omit<Rendering, 'format'>;
  /** The file that defines an existing ServiceAccount, with the annotations added. */
  changedFile?: RenderedFile;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const notesId = useId();
  const { rendering, changedFile } = props;
  const { files, violations, warnings, notes } = rendering;
  return (
    <div className={styles.files}>
      <Violations
        violations={violations}
        warnings={warnings}
        title={t('files.violations', { count: violations.length })}
      />
      {files.length > 0 && (
        <FileViewer files={[files, changedFile ?? []].flat()} />
      )}
      {!changedFile && (
        <ServiceAccountPatchFiles patch={rendering.serviceAccountPatch} />
      )}
      {notes.length > 0 && (
        <div>
          <Text as="h4" variant="body-small" weight="bold" id={notesId}>
            {t('files.notes')}
          </Text>
          <ul className={styles.notes} aria-labelledby={notesId}>
            {notes.map(note => (
              <li key={note}>
                <Text as="span" variant="body-small">
                  <WithCode text={note} />
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
