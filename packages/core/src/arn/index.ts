export {
  accountIdOf,
  arnBeside,
  formatArn,
  issuerHostPath,
  oidcProviderArn,
  parseArn,
  parseRoleArn,
} from './arn';
export {
  globalRegionOf,
  isEksIssuer,
  isOptInRegion,
  isRegion,
  partitionOf,
  policyConsoleUrl,
  roleConsoleUrl,
} from './partition';
