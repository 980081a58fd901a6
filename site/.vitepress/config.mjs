import { defineConfig } from 'vitepress';
import { contents, nameOf } from '../contents.mjs';
import { PLACE } from '../place.mjs';

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** A heading's anchor as code hosts make it, so that links to one lead there in both places. */
function codeHosts(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

export default defineConfig({
  title: 'Diverge',
  description: 'Makes every clone of a running JVM its own.',
  lang: 'en',
  base: PLACE,
  srcDir: 'target/pages',
  outDir: 'target/site',
  cacheDir: 'target/cache',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    anchor: { slugify: codeHosts },
    theme: { light: 'github-light', dark: 'github-dark' },
    config(md) {
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, i, ...rest) =>
        tokens[i].info.trim() === 'mermaid'
          ? `<Diagram text="${escaped(encodeURIComponent(tokens[i].content))}" />`
          : fence(tokens, i, ...rest);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    externalLinkIcon: false,
    docFooter: { prev: 'Before', next: 'Next' },
    sidebar: contents.map(([text, pages]) => ({
      text,
      items: pages.map(([file, name]) => ({ text: name, link: `/${nameOf(file).replace(/^index$/, '')}` })),
    })),
  },
});
