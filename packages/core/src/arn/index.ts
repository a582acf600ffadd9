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
  isEksIssuer,
  isRegion,
  partitionOf,
  policyConsoleUrl,
  roleConsoleUrl,
} from './partition';
