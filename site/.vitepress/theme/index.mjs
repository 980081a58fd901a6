// Without VitePress' own fonts: the reader's system has some, and nothing is fetched for them.
import theme from 'vitepress/theme-without-fonts';
import Diagram from './Diagram.vue';
import './style.css';

export default {
  extends: theme,
  enhanceApp({ app }) {
    app.component('Diagram', Diagram);
  },
};
