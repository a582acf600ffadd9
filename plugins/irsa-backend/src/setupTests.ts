// Tests need not wait for what the sandbox does at once. association.test.ts, spreadWaits.test.ts, and retry.test.ts in observe/aws cover the real
// waits.
jest.mock('./execute/spread', () => ({
  SPREAD_MS: 50,
  SPREAD_WAITS_MS: [20, 50, 100, 200, 400],
}));
jest.mock('./observe/aws/busy', () => ({ AWS_BUSY_MS: [20, 40, 80] }));
