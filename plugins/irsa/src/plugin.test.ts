import './legacyPlugin.stories';
import './translation/translation.stories';
