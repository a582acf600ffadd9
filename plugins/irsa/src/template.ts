/** The default template that adds AWS access to a component. */
export const DEFAULT_TEMPLATE = 'template:default/add-aws-access';
