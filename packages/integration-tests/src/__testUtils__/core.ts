// Test utilities of the core package are not published, so no entry point exports them.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
export * from '../../../core/src/__testUtils__';
