// Test utilities of the core are not published, so no entry point of the package has them.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
export * from '../../../core/src/__testUtils__';
