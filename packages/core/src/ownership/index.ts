export { type CatalogIndex, createCatalogIndex } from './join/catalogIndex';
export { meets, parseSelector } from './join/selector';
export {
  matchesGlob,
  mayUseCluster,
  mayUseNamespace,
  ownersOfNamespace,
  rulesOfNamespace,
} from './namespaceRules';
