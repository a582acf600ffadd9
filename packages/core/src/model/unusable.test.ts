import { isUnusable, InvalidResponseError } from './unusable';

describe('whether an answer came that is none', () => {
  it.each([
    new InvalidResponseError('a redirection'),
    new TypeError('x is not a function'),
    new RangeError('Invalid time value'),
    new SyntaxError('Unexpected token < in JSON'),
  ])('%s: yes', error => {
    expect(isUnusable(error)).toBe(true);
  });

  it.each([
    new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }),
    new Error('AccessDenied'),
    'a text',
    undefined,
  ])('%s: no', error => {
    expect(isUnusable(error)).toBe(false);
  });
});
