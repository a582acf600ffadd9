import './fleetVisibility.stories';
import './legacyPlugin.stories';
import './translation/translation.stories';
