// A table of measurements, drawn. A comment before it says how, and the table stays the one source:
//
//   <!-- plot: rows="draw" values="idle / none; after a clone / none" line="1" -->
//
// rows: the columns that name a row; values: those plotted, each cell a median and in brackets the least and the
// most; names: what these are called in the plot; line: where nothing is gained or lost; scale="log"; unit: what
// stands at the axis, and of a cell such as "272,228 (40.47 ms)" the figure in it is taken. A page shows another's
// table by of="docs/benchmarks.md: its heading".
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const COMMENT = /^<!-- plot: (.*) -->\n/gm;

export function withPlots(text, read) {
  return text.replace(COMMENT, (comment, words, at) => {
    const told = Object.fromEntries([...words.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
    const rest = told.of ? below(told.of, read) : text.slice(at + comment.length);
    return `${figure(points(tableIn(rest, words), told), told)}\n\n`;
  });
}

function below(place, read) {
  const [file, heading] = place.split(': ');
  const text = read(file);
  const at = text.indexOf(`\n## ${heading}`);
  if (at < 0) {
    throw new Error(`no heading '${heading}' in ${file}`);
  }
  return text.slice(at).replace(COMMENT, '');
}

/** The first table of a text: its heads and rows. */
export function tableIn(text, who) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  if (start < 0) {
    throw new Error(`no table to plot: ${who}`);
  }
  const cells = (line) => line.split('|').slice(1, -1).map((cell) => cell.replaceAll('`', '').trim());
  const [heads, , ...rows] = lines.slice(start, end < 0 ? undefined : end).map(cells);
  return { heads, rows };
}

/** A point for each row and plotted column. */
export function points({ heads, rows }, { values, names = values, rows: named, unit }) {
  const called = names.split('; ');
  const plotted = values.split('; ').map((name) => column(heads, name));
  const labels = named.split('; ').map((name) => column(heads, name));
  return rows.flatMap((row) =>
    plotted.map((i, nth) => ({
      row: labels.map((l) => labelled(heads[l], row[l])).join(' · '),
      what: called[nth],
      ...figures(row[i], unit),
    })));
}

/** A number alone says nothing. */
function labelled(head, cell) {
  if (head === 'JDK') {
    return `JDK ${cell}`;
  }
  return head === 'processors' ? `${cell} processor${cell === '1' ? '' : 's'}` : cell;
}

function column(heads, name) {
  const i = heads.indexOf(name);
  if (i < 0) {
    throw new Error(`no column '${name}' among '${heads.join("', '")}'`);
  }
  return i;
}

/** "1.006 (1.005–1.033)", or "272,228 (40.47 ms)" where ms are asked for. */
export function figures(cell, unit) {
  const inUnit = unit && cell.match(new RegExp(`([\\d.,]+) ${unit}\\)`));
  const [value, least, most] = (inUnit ? [inUnit[1]] : cell.match(/[\d.,]*\d/g) ?? []).map((n) => Number(n.replaceAll(',', '')));
  if (value === undefined || Number.isNaN(value)) {
    throw new Error(`no figure in '${cell}'`);
  }
  return { value, least: least ?? value, most: most ?? value };
}

// Two, since a phone is too narrow for the letters of the one that fills a page.
function figure(data, told) {
  const said = 'role="img" aria-label="the figures of the table, drawn"';
  const drawn = [['wide', 660], ['narrow', 350]].map(([name, width]) =>
    svg(data, told, width).replace('<svg ', `<svg ${said} data-plot="${name}" `));
  const series = [...new Set(data.map((point) => point.what))];
  const key = series.map((name, i) => `<span class="key"><i class="s${i + 1}"></i>${name}</span>`).join('');
  return `<figure class="plot" v-pre><figcaption>${key}</figcaption>${drawn.join('')}</figure>`;
}

const COLOURS = ['var(--plot-1)', 'var(--plot-2)', 'var(--plot-3)', 'var(--plot-4)'];
const LINE = 11;

function svg(data, { line, scale, unit }, width) {
  const { document } = parseHTML('<html><body></body></html>');
  const series = [...new Set(data.map((point) => point.what))];
  const rows = [...new Set(data.map((point) => point.row))];
  // A row's name stands above its points, and the points of each column in a line of their own.
  const step = 26 + LINE * series.length;
  const top = (row) => rows.indexOf(row) * step + 8;
  const placed = data.map((point) => ({ ...point, y: top(point.row) + 14 + LINE * series.indexOf(point.what) }));
  const colour = (point) => COLOURS[series.indexOf(point.what)];
  const ends = placed.flatMap((point) => [point.least, point.most].map((end) => ({ ...point, end })));
  const plot = Plot.plot({
    document,
    width,
    height: rows.length * step + 44,
    marginLeft: 6,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 40,
    x: { ...axis(ends.map((point) => point.end), scale, line, width), grid: true, label: unit ?? null },
    y: { axis: null, domain: [0, rows.length * step], range: [4, rows.length * step + 4] },
    marks: [
      ...(line === undefined ? [] : [Plot.ruleX([Number(line)], { stroke: 'currentColor', strokeDasharray: '3 3' })]),
      Plot.ruleY(placed, { y: 'y', x1: 'least', x2: 'most', stroke: colour, strokeWidth: 2 }),
      Plot.ruleX(ends, { x: 'end', y1: (point) => point.y - 3, y2: (point) => point.y + 3, stroke: colour, strokeWidth: 1.5 }),
      Plot.dot(placed, { x: 'value', y: 'y', fill: colour, r: 3.5 }),
      Plot.text(rows, { y: top, text: (row) => row, frameAnchor: 'left', fill: 'currentColor', className: 'label' }),
    ],
  }).outerHTML;
  if (plot.match(/<circle/g)?.length !== data.length) {
    throw new Error(`some of ${rows.join(', ')} cannot be drawn`);
  }
  return plot.replace(/<style>[\s\S]*?<\/style>/g, '').replaceAll('\n', '');
}

/** Where there is a nought, a scale that is logarithmic from one on. */
function axis(ends, scale, line, width) {
  if (scale !== 'log') {
    return { nice: true, zero: line === undefined, ticks: width / 90 };
  }
  const [least, most] = [Math.min(...ends) / 1.2, Math.max(...ends) * 1.2];
  const powers = (from) => [0.01, 0.1, 1, 10, 100, 1000, 10000].filter((power) => power >= from && power <= most);
  return least > 0
    ? { type: 'log', domain: [least, most], ticks: powers(least), tickFormat: String }
    : { type: 'symlog', constant: 1, domain: [0, most], ticks: [0, ...powers(1)], tickFormat: String };
}
