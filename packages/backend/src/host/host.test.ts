import './development/features.stories';
import './localGit/publish.stories';
import './localGit/pullRequest.stories';
import './localGit/register.stories';
import './policy/policy.stories';
import './repositories/plugin.stories';
import './repositories/urlReader.stories';
