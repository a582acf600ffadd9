import { CARD_PLACES } from './cardPlaces';
import { FLEET_PLACES } from './fleetPlaces';
import type { Place } from './place';
import { TAB_PLACES } from './tabPlaces';
import { BACKSTAGE_PLACES, TEMPLATE_PLACES } from './templatePlaces';

/** All pages, tabs, drawers, dialogs, menus, and forms in every state. */
export const PLACES: Place[] = [
  ...CARD_PLACES,
  ...TAB_PLACES,
  ...FLEET_PLACES,
  ...TEMPLATE_PLACES,
  ...BACKSTAGE_PLACES,
];
