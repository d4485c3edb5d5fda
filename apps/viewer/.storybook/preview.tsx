import type { Decorator, Preview } from '@storybook/react-vite';
import '../src/ui/tokens.css';

/** The theme of the toolbar, or of a story's own `globals`. */
const themed: Decorator = (story, { globals }) => {
  const theme = String(globals.theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  return story();
};

const preview: Preview = {
  decorators: [themed],
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { icon: 'mirror', items: ['system', 'light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light' },
  parameters: {
    // Violations fail the story's test.
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { expanded: true },
  },
};

export default preview;
