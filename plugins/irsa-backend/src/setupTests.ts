// Tests need not wait for what the sandbox does at once; association.test.ts and spreadWaits.test.ts prove the real waits.
jest.mock('./execute/spread', () => ({
  SPREAD_MS: 50,
  SPREAD_WAITS_MS: [20, 50, 100, 200, 400],
}));
