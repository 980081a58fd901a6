import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figures, points, tableIn, withPlots } from './plots.mjs';

const TABLE = `
| draw | JDK | idle / none |
|---|---|---|
| \`get()\` | 17 | 2.204 (1.265–2.442) |
| \`get()\` | 25 | 2.500 |
`;

test('a cell is a median, the least and the most', () => {
  assert.deepEqual(figures('2,204 (1.5–3,000)'), { value: 2204, least: 1.5, most: 3000 });
  assert.deepEqual(figures('67'), { value: 67, least: 67, most: 67 });
});

test('or a figure in the unit that is asked for', () => {
  assert.deepEqual(figures('272,228 (40.47 ms)', 'ms'), { value: 40.47, least: 40.47, most: 40.47 });
});

test('rows are named by their columns', () => {
  const all = points(tableIn(TABLE, 'test'), { values: 'idle / none', rows: 'draw; JDK' });
  assert.deepEqual(all.map((point) => [point.row, point.value]), [['get() · JDK 17', 2.204], ['get() · JDK 25', 2.5]]);
});

test('a plot stands before its table, which stays', () => {
  const page = withPlots(`Text\n\n<!-- plot: values="idle / none" rows="draw; JDK" line="1" -->${TABLE}`, () => '');
  assert.match(page, /^Text\n\n<figure.*get\(\) · JDK 25.*<\/figure>\n\n\n?\| draw/s);
  assert.equal(page.match(/<svg /g).length, 2);
});

test('every point is drawn, a nought on a logarithmic scale too', () => {
  const table = '| what | ms |\n|---|---|\n| a | 67.5 (0–100) |\n| b | 2 (1.5–3) |\n';
  for (const cells of [table, table.replace('(0–100)', '(6–100)')]) {
    const page = withPlots(`<!-- plot: values="ms" rows="what" scale="log" -->\n${cells}`, () => '');
    assert.equal(page.match(/<circle/g).length, 4);
    assert.ok(!page.includes('NaN'));
  }
});

test('what cannot be plotted ends the build', () => {
  const plot = (words, table) => () => withPlots(`<!-- plot: ${words} -->\n${table}`, () => TABLE);
  assert.throws(plot('values="idle" rows="draw"', TABLE), /no column 'idle'/);
  assert.throws(plot('values="draw" rows="JDK"', TABLE), /no figure in 'get\(\)'/);
  assert.throws(plot('values="x" rows="y"', 'no table'), /no table to plot/);
  assert.throws(plot('of="a.md: Gone" values="x" rows="y"', TABLE), /no heading 'Gone'/);
});
