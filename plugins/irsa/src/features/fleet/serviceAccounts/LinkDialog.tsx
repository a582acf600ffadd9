import type { FleetServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { Violations } from '../../../shared/operation/plan/Violations';
import { FormDialog } from '../../../shared/ui/FormDialog';
import { FileViewer } from '../../../shared/viewer/FileViewer';
import { catalogAnnotations } from './catalogAnnotations';
import styles from './LinkDialog.module.css';
import { useEntityLinks } from './useEntityLinks';

/** The dialog that links IAM service accounts to their proposed components. Also shows the annotations to do the same in catalog files. */
export function LinkDialog(props: {
  rows: readonly FleetServiceAccount[];
  /** The number of all proposals, of which one request can contain only some. */
  total: number;
  onClose: () => void;
  onLinked: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { rows, total, onClose, onLinked } = props;
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = rows.filter(({ id }) => !left.includes(id));
  const links = useEntityLinks({ onLinked, onDone: onClose });
  const { value: refused, pending, failure } = links;
  return (
    <FormDialog
      title={t('link.title')}
      confirm={t('link.confirm', { count: chosen.length })}
      isPending={pending}
      failure={failure && t('link.failed', { message: failure.message })}
      onConfirm={() => chosen.length > 0 && links.ask(chosen)}
      onClose={onClose}
    >
      <Text as="p" variant="body-small">
        {t('link.text')}
      </Text>
      {rows.length < total && (
        <Text as="p" variant="body-small">
          {t('link.more', { count: rows.length, total })}
        </Text>
      )}
      <ul className={styles.list} aria-label={t('link.proposals')}>
        {rows.map(({ id, cluster, namespace, name, proposedEntity }) => (
          <li key={id}>
            <Checkbox
              isSelected={!left.includes(id)}
              onChange={isIn =>
                setLeft(isIn ? left.filter(one => one !== id) : [...left, id])
              }
            >
              {t('link.proposal', {
                account: `${namespace}/${name}`,
                cluster,
                entityRef: proposedEntity?.entityRef ?? '',
              })}
            </Checkbox>
            <Text as="p" variant="body-small">
              {proposedEntity?.reason}
            </Text>
          </li>
        ))}
      </ul>
      {refused && (
        <Violations
          violations={refused.flatMap(({ violations }) => violations)}
          title={t('link.refused', { count: refused.length })}
        />
      )}
      <Text as="p" variant="body-small">
        {t('link.annotations')}
      </Text>
      <FileViewer
        files={[
          { path: 'catalog-info.yaml', content: catalogAnnotations(chosen) },
        ]}
      />
    </FormDialog>
  );
}
