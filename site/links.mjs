// Every link of the built pages leads to a file, and every anchor to a heading: VitePress asks for pages only.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const site = new URL('target/site', import.meta.url).pathname;
const pages = new Map(readdirSync(site).filter((name) => name.endsWith('.html')).map((name) => [name, readFileSync(join(site, name), 'utf8')]));
const dead = [];
let links = 0;

for (const [page, text] of pages) {
  for (const [, href] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
    if (!/^(?:[a-z]+:|\/\/)/.test(href)) {
      links++;
      const [path, anchor] = href.split('#');
      const file = path === '' ? page : path.replace(/^\.\//, '') || 'index.html';
      if (!existsSync(join(site, file)) || (anchor && !pages.get(file)?.includes(`id="${decodeURIComponent(anchor)}"`))) {
        dead.push(`${page}: ${href}`);
      }
    } else if (/^(?:https?:)?\/\//.test(href) && !text.includes(`<a href="${href}"`)) {
      dead.push(`${page}: fetched from elsewhere: ${href}`);
    }
  }
}
if (dead.length > 0) {
  console.error(dead.join('\n'));
  process.exit(1);
}
console.log(`${pages.size} pages, ${links} links, none dead`);
