import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo, useSyncExternalStore } from 'react';
import { localeOf } from './localeOf';

/** Formats numbers and times in the language of the app. */
interface Formats {
  /** Formats a number with at most 1 decimal place. */
  number(value: number): string;
  /** Formats a day, such as "Nov 25, 2026"; `long` writes out the month. */
  day(date: Date, style?: 'medium' | 'long'): string;
  /** Formats a day and time, with the time zone. */
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

// Each row of a table uses the formats, and creating them takes longer than using them.
const known = new Map<string, Formats>();

/** Returns the formats for the language of the app, which can differ from the browser's language. */
export function useFormats(): Formats {
  const locale = useLocale();
  const formats = known.get(locale) ?? formatsOf(locale);
  known.set(locale, formats);
  return formats;
}
