import irsaPlugin from '..';

/** The plugin for those who may see the page of the fleet. `renderTestApp` begins at once and cannot ask for permissions first. */
export const testPlugin = irsaPlugin.withOverrides({
  extensions: [
    irsaPlugin.getExtension('page:irsa').override({ if: {} }),
    irsaPlugin
      .getExtension('page:irsa/refused')
      .override({ disabled: true, if: {} }),
  ],
});
