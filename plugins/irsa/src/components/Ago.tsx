import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../hooks/useNow';
import { timeAgo } from '../model/timeAgo';
import { irsaTranslationRef } from '../translation';

/** How long ago a time (ISO 8601) was; the time itself on hover. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const date = new Date(at);
  const { unit, count } = timeAgo(date.getTime(), useNow());
  const absolute = date.toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
  return (
    <time dateTime={at} title={absolute}>
      {t(`time.${unit}`, { count })}
    </time>
  );
}
