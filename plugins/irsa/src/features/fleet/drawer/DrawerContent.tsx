import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { failureOf } from '../../../shared/ui/failure';
import type { Loaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { DrawerNotFound } from './DrawerNotFound';

/** The loaded content of a drawer, a skeleton while it loads, or the reason why loading failed. */
export function DrawerContent<T>(props: {
  loaded: Loaded<T>;
  /** The name of the object that is loaded, for the failure message. */
  what: string;
  children: (value: T) => ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = props.loaded;
  const failure = error && failureOf(error);
  if (failure?.kind === 'missing') {
    return <DrawerNotFound what={props.what} message={failure.message} />;
  }
  if (error) {
    return <FleetFailure what={props.what} error={error} onRetry={reload} />;
  }
  if (value !== undefined) return <>{props.children(value)}</>;
  return (
    <>
      <VisuallyHidden role="status">
        {t('fleet.reading', { what: props.what })}
      </VisuallyHidden>
      <Skeleton width="50%" height={20} />
      <Skeleton width="100%" height={72} />
      <Skeleton width="100%" height={160} />
    </>
  );
}
