/** The template that gives a component AWS access, unless the app names another. */
export const DEFAULT_TEMPLATE = 'template:default/add-aws-access';
