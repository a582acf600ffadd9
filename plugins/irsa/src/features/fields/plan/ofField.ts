import type { Violation } from '@backstage-irsa/core/model';

/** Checks whether a violation is about a grant. The grants field shows it. */
export const isOfGrants = ({ field }: Violation) => field.startsWith('grants[');

/** Checks whether a violation is about the namespace. The namespace field shows it. */
export const isOfNamespace = ({ field }: Violation) => field === 'namespace';

/** Checks whether a violation is about the name of the ServiceAccount. The name field shows it. */
export const isOfName = ({ field }: Violation) => field === 'name';
