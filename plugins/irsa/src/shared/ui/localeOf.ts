/**
 * Returns the locale for dates and numbers. If the browser prefers a regional variant of the language, such as `en-GB`, returns that variant.
 *
 * @param language - the language of the app, such as `en`
 * @param preferred - the locales that the browser prefers, in order of preference
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
