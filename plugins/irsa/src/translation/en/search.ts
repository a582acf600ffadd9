/** Texts of search results. */
export const search = {
  'search.serviceAccount': 'IAM service account',
  'search.role': 'IAM role',
  'search.finding': 'Finding',
  'search.cluster': 'Cluster',
  'search.namespace': 'Namespace',
  'search.roleName': 'Role',
  'search.owner': 'Owner',
} as const;
