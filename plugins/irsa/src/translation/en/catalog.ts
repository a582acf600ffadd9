/** Texts of the catalog column, and of the cards of groups and systems. */
export const catalog = {
  'catalog.none': 'None',
  'catalog.unread': 'Could not be read',
  'catalog.risk': '{{severity}} risk',
  'catalog.proved': 'Proved {{when}}',
  'catalog.ownedNone':
    'None of the components here has AWS access that you can read.',
  'catalog.ownedCounts': 'Components with AWS access, by status',
  'catalog.ownedWorst': 'Components that need attention',
  'catalog.ownedMore_one': 'and {{count}} more',
  'catalog.ownedMore_other': 'and {{count}} more',
  'catalog.ownedFailed': 'Could not read their AWS access: {{message}}',
} as const;
