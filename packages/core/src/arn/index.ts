export {
  accountIdOf,
  arnBeside,
  formatArn,
  issuerHostPath,
  oidcProviderArn,
  parseArn,
  parseRoleArn,
} from './arn';
export { partitionOf, roleConsoleUrl } from './partition';
