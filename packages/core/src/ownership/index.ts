export {
  type CatalogIndex,
  type ProposedEntity,
  createCatalogIndex,
} from './join/catalogIndex';
export { meets, parseSelector } from './join/selector';
export { saysWhereItLeads } from './saysWhereItLeads';
export {
  matchesGlob,
  mayUseCluster,
  mayUseNamespace,
  ownersOfNamespace,
  rulesOfNamespace,
} from './namespaceRules';
