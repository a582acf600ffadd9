export { clusterSetup, type SetupContext } from './clusterSetup';
