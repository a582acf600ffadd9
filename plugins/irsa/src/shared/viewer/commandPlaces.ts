import type { CommandPlace } from '@backstage-irsa/core/model';
import { createContext } from 'react';

/** The place where the commands of a part of the page run; undefined if it is not known. */
export const CommandPlaces = createContext<CommandPlace | undefined>(undefined);
