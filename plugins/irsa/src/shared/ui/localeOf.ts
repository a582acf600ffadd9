/**
 * How to write days and numbers in a language: as the region of the reader does where the browser names one of that language, such as `en-GB`.
 *
 * @param language - the language of the app, such as `en`
 * @param preferred - the locales that the browser prefers, the first the most
 */
export function localeOf(
  language: string,
  preferred: readonly string[],
): string {
  return (
    preferred.find(
      locale => locale === language || locale.startsWith(`${language}-`),
    ) ?? language
  );
}
