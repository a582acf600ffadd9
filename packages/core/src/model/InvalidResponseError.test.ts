import {
  isInvalidResponse,
  InvalidResponseError,
} from './InvalidResponseError';

describe('isInvalidResponse', () => {
  it.each([
    new InvalidResponseError('a redirection'),
    new TypeError('x is not a function'),
    new RangeError('Invalid time value'),
    new SyntaxError('Unexpected token < in JSON'),
  ])('returns true for %s', error => {
    expect(isInvalidResponse(error)).toBe(true);
  });

  it.each([
    new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }),
    new Error('AccessDenied'),
    'a text',
    undefined,
  ])('returns false for %s', error => {
    expect(isInvalidResponse(error)).toBe(false);
  });
});
