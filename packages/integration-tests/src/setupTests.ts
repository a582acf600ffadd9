// The sandbox shows changes immediately, so tests use short waits. The backend's own tests cover the real waits.
jest.mock('../../../plugins/irsa-backend/src/execute/spread', () => ({
  SPREAD_MS: 50,
  SPREAD_WAITS_MS: [20, 50, 100, 200, 400],
}));
jest.mock('../../../plugins/irsa-backend/src/observe/aws/busy', () => ({
  AWS_BUSY_MS: [20, 40, 80],
}));
// Detects an endless list without 2,000 requests.
jest.mock('../../../plugins/irsa-backend/src/observe/bulk/pages', () => ({
  MOST_PAGES: 50,
}));
// Threads would compile from source for seconds each. The backend's `evaluator.test.ts` covers them.
jest.mock(
  '../../../plugins/irsa-backend/src/permissions/evaluator/isHeavy',
  () => ({
    isHeavy: () => false,
  }),
);
