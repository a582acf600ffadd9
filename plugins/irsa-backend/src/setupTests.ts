// Tests need not wait for what the sandbox does at once; association.test.ts proves the real wait.
jest.mock('./execute/spread', () => ({ SPREAD_MS: 50 }));
