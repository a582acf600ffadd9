import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo, useSyncExternalStore } from 'react';
import { localeOf } from './localeOf';

/** How numbers and times are written in the language of the app. */
interface Formats {
  /** A number, with at most one decimal. */
  number(value: number): string;
  /** A day, such as "Nov 25, 2026"; `long` writes the month out. */
  day(date: Date, style?: 'medium' | 'long'): string;
  /** A day and the time of day, with its zone. */
  moment(date: Date): string;
}

function useLocale(): string {
  const languageApi = useApi(appLanguageApiRef);
  const subscribe = useMemo(
    () => (onChange: () => void) => {
      const subscription = languageApi.language$().subscribe(onChange);
      return () => subscription.unsubscribe();
    },
    [languageApi],
  );
  const language = useSyncExternalStore(
    subscribe,
    () => languageApi.getLanguage().language,
  );
  return localeOf(language, window.navigator.languages);
}

function formatsOf(locale: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
  return {
    number: value => number.format(value),
    day: (date, dateStyle = 'medium') =>
      date.toLocaleDateString(locale, { dateStyle }),
    moment: date => moment.format(date),
  };
}

// A table has one in each row, and to make them takes longer than to use them.
const known = new Map<string, Formats>();

/** Writes numbers and times as the language of the app does, which may be another than the browser's. */
export function useFormats(): Formats {
  const locale = useLocale();
  const formats = known.get(locale) ?? formatsOf(locale);
  known.set(locale, formats);
  return formats;
}
