import { localeOf } from './localeOf';

describe('localeOf', () => {
  it.each([
    ['the region of the reader', 'en', ['en-GB', 'en'], 'en-GB'],
    ['the first that fits', 'de', ['en-US', 'de-AT', 'de-DE'], 'de-AT'],
    ['the language where no locale fits', 'de', ['en-US', 'en'], 'de'],
    ['no language that only begins alike', 'de', ['den-US'], 'de'],
    ['the language where the browser says nothing', 'fr', [], 'fr'],
  ])('takes %s', (_, language, preferred, locale) => {
    expect(localeOf(language, preferred)).toBe(locale);
  });
});
