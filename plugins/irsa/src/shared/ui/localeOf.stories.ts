import { localeOf } from './localeOf';

describe('localeOf', () => {
  it.each([
    [
      'the locale of the browser, with its region',
      'en',
      ['en-GB', 'en'],
      'en-GB',
    ],
    [
      'the first locale of the same language',
      'de',
      ['en-US', 'de-AT', 'de-DE'],
      'de-AT',
    ],
    [
      'the language if no locale has the same language',
      'de',
      ['en-US', 'en'],
      'de',
    ],
    [
      'no locale whose language only begins with the same letters',
      'de',
      ['den-US'],
      'de',
    ],
    ['the language if the browser reports no locale', 'fr', [], 'fr'],
  ])('takes %s', (_, language, preferred, locale) => {
    expect(localeOf(language, preferred)).toBe(locale);
  });
});
