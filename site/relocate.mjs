// VitePress builds for one place on a server. Here that place is put in as the page is read, so that one build
// lies in any folder of any server: all pages are in one folder, whose address is that of the page itself.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACE } from './place.mjs';

const site = new URL('target/site', import.meta.url).pathname;
const HERE = '__place';
const START = `<script>var ${HERE}=new URL("./",location.href).pathname</script>`;

for (const file of readdirSync(site, { recursive: true })) {
  if (/^[^/]*\.html$/.test(file)) {
    change(file, html);
  } else if (/^assets\/.*\.js$/.test(file)) {
    change(file, file.includes('localSearchIndex') ? searchIndex : script);
  }
}

function change(file, how) {
  const path = join(site, file);
  const text = readFileSync(path, 'utf8');
  const changed = how(text);
  if (changed.includes(PLACE) || (how !== script && !changed.includes(`=${HERE}`) && !changed.includes(`,${HERE})`))) {
    throw new Error(`${file} would only work at ${PLACE}`);
  }
  if (changed !== text) {
    writeFileSync(path, changed);
  }
}

function html(text) {
  return text
    .replace(/(\\"base\\":)\\"[^"]*\\"(.*?"\))/, (_, key, rest) => `${key}\\"./\\"${rest};window.__VP_SITE_DATA__.base=${HERE}`)
    .replace('<head>', `<head>${START}`)
    .replaceAll(`"${PLACE}`, '"./');
}

function script(text) {
  return text.replace(new RegExp(`"${PLACE}([^"\\\\]*)"`, 'g'), (_, rest) => `(${HERE}+"${rest}")`);
}

/** One long literal, of which the addresses are a part. */
function searchIndex(text) {
  return text.replaceAll(PLACE, '%place%').replace(/^const (\w+)=(.*?);\s*export/s, `const $1=($2).replaceAll("%place%",${HERE});export`);
}
