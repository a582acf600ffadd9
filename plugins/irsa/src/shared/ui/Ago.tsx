import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from './useFormats';
import { useNow } from './useNow';
import { timeAgo } from './timeAgo';
import { irsaTranslationRef } from '../../translation';

/** Shows how long ago a time (ISO 8601) was, with the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { moment } = useFormats();
  const date = new Date(at);
  const { unit, count } = timeAgo(date.getTime(), useNow());
  const absolute = moment(date);
  return (
    <time dateTime={at} title={absolute}>
      {t(`time.${unit}`, { count })}
    </time>
  );
}
