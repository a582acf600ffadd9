import { loadEarly } from './loadEarly';

afterEach(() => window.history.replaceState(null, '', '/'));

it.each([
  ['/irsa/findings', '/irsa/findings', 1],
  ['/backstage/irsa/findings', '/irsa/findings', 1],
  ['/irsa/roles', '/irsa/findings', 0],
  ['/catalog', '/irsa/findings', 0],
])('on %s loads %s %d times', (address, path, times) => {
  window.history.replaceState(null, '', address);
  const load = jest.fn(async () => {});
  loadEarly(path, load);
  expect(load).toHaveBeenCalledTimes(times);
});

it('ignores a failure, because the page loads the data again', async () => {
  window.history.replaceState(null, '', '/irsa/findings');
  const load = jest.fn().mockRejectedValueOnce(new Error('offline'));
  loadEarly('/irsa/findings', load);
  // An unhandled rejection would end the test.
  await expect(load.mock.results[0].value).rejects.toThrow('offline');
});
