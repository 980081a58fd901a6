// Makes target/pages of the repository's Markdown, which stays as a code host shows it: links lead to the
// pages of the site, links to other files to copies of those, and a plot stands before the table it is of.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { files, nameOf } from './contents.mjs';
import { withPlots } from './plots.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const pages = join(here, 'target/pages');

const read = (file) => readFileSync(join(root, file), 'utf8');

for (const page of readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))) {
  if (!files.includes(`docs/${page}`)) {
    throw new Error(`docs/${page} is not in site/contents.mjs`);
  }
}

rmSync(pages, { recursive: true, force: true });
mkdirSync(join(pages, 'public'), { recursive: true });
for (const file of files) {
  const plotted = withPlots(read(file), read);
  writeFileSync(join(pages, `${nameOf(file)}.md`), outsideFences(plotted, (text) => unbroken(linked(text, file))));
}

// As its makers built it: to bundle it again takes longer than all else. Only pages with a diagram load it.
const mermaid = join(here, 'node_modules/mermaid/dist');
const chunks = 'chunks/mermaid.esm.min';
cpSync(join(mermaid, 'mermaid.esm.min.mjs'), join(pages, 'public/mermaid/mermaid.esm.min.mjs'));
cpSync(join(mermaid, chunks), join(pages, 'public/mermaid', chunks), {
  recursive: true,
  filter: (file) => !file.endsWith('.map'),
});

function outsideFences(text, change) {
  return text.split(/^(```[\s\S]*?^```$)/m).map((part, i) => (i % 2 ? part : change(part))).join('');
}

/** No line ends within "1.2–3.4". */
function unbroken(text) {
  return text.replace(/(\d)–(\d)/g, '$1\u2060–\u2060$2');
}

function linked(text, file) {
  return text.replace(/\]\(([^)#\s]+)(#[^)]*)?\)/g, (link, path, anchor = '') =>
    /^[a-z]+:/.test(path) ? link : `](${target(normalize(join(dirname(file), path)), anchor, file)}`);
}

function target(path, anchor, from) {
  if (files.includes(path)) {
    return `${nameOf(path)}.md${anchor})`;
  }
  if (!existsSync(join(root, path))) {
    throw new Error(`${from} links to ${path}, which is not there`);
  }
  cpSync(join(root, path), join(pages, 'public/files', path), { recursive: true });
  return `files/${path}){target="_blank"}`; // which keeps VitePress from taking it for a page
}
