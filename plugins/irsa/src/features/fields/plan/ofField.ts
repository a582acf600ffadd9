import type { Violation } from '@backstage-irsa/core/model';

/** Whether a violation is about a grant, which the field of the grants says. */
export const isOfGrants = ({ field }: Violation) => field.startsWith('grants[');

/** Whether a violation is about the namespace, which its own field says. */
export const isOfNamespace = ({ field }: Violation) => field === 'namespace';

/** Whether a violation is about the name of the ServiceAccount, as {@link isOfNamespace}. */
export const isOfName = ({ field }: Violation) => field === 'name';
