// Tests need not wait for what the sandbox does at once; the backend's own tests prove the real waits.
jest.mock('../../../plugins/irsa-backend/src/execute/spread', () => ({
  SPREAD_MS: 50,
  SPREAD_WAITS_MS: [20, 50, 100, 200, 400],
}));
jest.mock('../../../plugins/irsa-backend/src/observe/aws/busy', () => ({
  AWS_BUSY_MS: [20, 40, 80],
}));
// A list without an end is found without 2,000 requests.
jest.mock('../../../plugins/irsa-backend/src/observe/bulk/pages', () => ({
  MOST_PAGES: 50,
}));
// Threads would compile from source for seconds each: `evaluator.test.ts` of the backend proves them.
jest.mock(
  '../../../plugins/irsa-backend/src/permissions/evaluator/isHeavy',
  () => ({
    isHeavy: () => false,
  }),
);
