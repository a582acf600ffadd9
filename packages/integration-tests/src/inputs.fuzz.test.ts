import './fuzz/routes.stories';
import './fuzz/liars.stories';
