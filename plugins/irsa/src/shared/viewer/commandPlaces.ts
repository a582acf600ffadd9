import type { CommandPlace } from '@backstage-irsa/core/model';
import { createContext } from 'react';

/** Where the commands of a part of the page run; undefined where that is not known. */
export const CommandPlaces = createContext<CommandPlace | undefined>(undefined);
