import type { PolicyText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import styles from './PolicyDocument.module.css';

type PolicyError = PolicyText['errors'][number];

function usePlaceWords(): (error: PolicyError) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ path, line, column }) => {
    if (line === undefined) return path;
    const place =
      column === undefined
        ? t('policy.line', { line: String(line) })
        : t('policy.lineColumn', {
            line: String(line),
            column: String(column),
          });
    return path ? `${place} (${path})` : place;
  };
}

/** The errors of a policy document with their positions. Renders nothing if the document is valid. */
export function PolicyErrors({ errors }: { errors: readonly PolicyError[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const placeWords = usePlaceWords();
  if (errors.length === 0) return null;
  return (
    <Alert
      status="danger"
      icon
      title={t('policy.errors', { count: errors.length })}
      description={
        <ul className={styles.errors}>
          {errors.map(error => (
            <li key={`${placeWords(error)} ${error.reason}`}>
              {t('policy.error', {
                place: placeWords(error),
                reason: error.reason,
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
