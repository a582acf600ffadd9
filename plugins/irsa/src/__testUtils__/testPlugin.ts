import irsaPlugin from '..';
import { FLEET_TABS } from '../features/fleet/fleetTabs';

/** The plugin as it is for users who may see the fleet page. `renderTestApp` starts immediately and cannot ask for permissions first. */
export const testPlugin = irsaPlugin.withOverrides({
  extensions: [
    irsaPlugin.getExtension('page:irsa').override({ if: {} }),
    irsaPlugin
      .getExtension('page:irsa/refused')
      .override({ disabled: true, if: {} }),
    ...FLEET_TABS.map(({ path }) =>
      irsaPlugin.getExtension(`sub-page:irsa/${path}`).override({ if: {} }),
    ),
  ],
});
