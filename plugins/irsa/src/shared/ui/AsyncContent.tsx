import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Loaded } from './useLoaded';
import { irsaTranslationRef } from '../../translation';
import { failureOf } from './failure';

/** Shows a loaded value, a skeleton while it loads, or the reason why loading failed, with a button to retry. */
export function AsyncContent<T>(props: {
  loaded: Loaded<T>;
  loading: string;
  failed: (message: string) => string;
  children: (value: T) => ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = props.loaded;
  if (error) {
    const title = props.failed(failureOf(error).message);
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={title}
        customActions={
          <Button size="small" variant="secondary" onPress={reload}>
            {t('failure.retry')}
          </Button>
        }
      />
    );
  }
  if (value !== undefined) return <>{props.children(value)}</>;
  return (
    <div role="status">
      <VisuallyHidden>{props.loading}</VisuallyHidden>
      <Skeleton width="100%" height="6rem" />
    </div>
  );
}
