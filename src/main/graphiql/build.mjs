// Bundles GraphiQL into src/main/resources/graphiql, and lists its parts in components.json. Run it after a change here: `npm ci && npm run build`, and commit what
// it writes. The result is committed because GraphiQL 5 is on npm alone, and the Maven build must not need Node.
// `npm run check` fails when the committed bundle is not what these sources give.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { patched } from './patches.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../resources/graphiql');

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  outdir: 'out',
  target: 'es2022',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  legalComments: 'none',
  metafile: true,
  loader: { '.ttf': 'file' },
  // One graphql for all: a package that asks with require() would get a second one, whose types are foreign to the first.
  mainFields: ['browser', 'module', 'main'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // GraphiQL imports Prettier's parsers by names whose files export them under "default" alone (graphql/graphiql#4092).
  alias: { 'prettier/parser-graphql': 'prettier/plugins/graphql', 'prettier/parser-babel': 'prettier/plugins/babel' },
  logLevel: 'warning',
};

// GraphiQL's style sheet embeds several hundred KB of fonts; the system's own do as well.
const withoutEmbeddedFonts = {
  name: 'without-embedded-fonts',
  setup: ({ onLoad }) =>
    onLoad({ filter: /(graphiql|@graphiql\/react)\/dist\/.*\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    })),
};

// Monaco brings a copy of DOMPurify 3.1.7, which has known holes; the version in package.json takes its place.
const currentDomPurify = {
  name: 'current-dompurify',
  setup: ({ onResolve }) => onResolve({ filter: /\/dompurify\/dompurify\.js$/ }, () => ({ path: join(here, 'dompurify.js') })),
};

async function bundle() {
  const workers = await build({
    ...common,
    format: 'iife',
    entryPoints: {
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    },
  });
  const names = Object.fromEntries(workers.outputFiles.map(({ path }) => [nameOf(path).split('.')[0], nameOf(path)]));
  const page = await build({
    ...common,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    entryPoints: { graphiql: 'main.jsx' },
    define: { ...common.define, WORKERS: JSON.stringify(names) },
    plugins: [withoutEmbeddedFonts, currentDomPurify, patched(readFile)],
  });
  const files = new Map([...workers.outputFiles, ...page.outputFiles].map(({ path, contents }) => [nameOf(path), contents]));
  const name = (pattern) => [...files.keys()].find((file) => pattern.test(file));
  const html = (await readFile(join(here, 'index.html'), 'utf8'))
    .replace('{style}', `/graphiql/${name(/^graphiql-.*\.css$/)}`)
    .replace('{script}', `/graphiql/${name(/^graphiql-.*\.js$/)}`);
  const assets = [...files.keys()].sort();
  const folders = packages([workers, page]);
  files.set('licences.txt', Buffer.from(await licences(folders)));
  assets.push('licences.txt');
  const texts = new Map([
    [join(target, 'index.html'), html],
    [join(target, 'assets.txt'), assets.join('\n') + '\n'],
    [join(here, 'components.json'), await components(folders)],
  ]);
  return { files, texts };
}

const nameOf = (path) => relative(join(here, 'out'), path);

/** The folders of the packages that ended up in the bundle. */
function packages(results) {
  const folders = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const match = input.match(/^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//);
      if (match) folders.add(match[1]);
    }
  }
  return [...folders].sort();
}

const read = async (folder, file) => readFile(join(here, folder, file), 'utf8');

/** The licence text of each package, as those licences ask for. */
async function licences(folders) {
  const parts = [];
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await read(folder, 'package.json'));
    const file = (await readdir(join(here, folder))).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await read(folder, file)).trim() : '';
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Each package as a component of CycloneDX, for the list of parts that the Maven build writes. */
async function components(folders) {
  const lock = JSON.parse(await read('.', 'package-lock.json')).packages;
  const found = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await read(folder, 'package.json'));
    const [group, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
    const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ''}${plain}@${version}`;
    const content = Buffer.from(lock[folder].integrity.replace('sha512-', ''), 'base64').toString('hex');
    found.set(purl, {
      type: 'library', 'bom-ref': purl, group, name: plain, version, scope: 'required', hashes: [{ alg: 'SHA-512', content }],
      licenses: [license.includes(' ') ? { expression: license } : { license: { id: license } }], purl,
    });
  }
  return `[\n${[...found.values()].map((part) => JSON.stringify(part)).join(',\n')}\n]\n`;
}

async function committed() {
  const names = await readdir(target);
  return new Map(await Promise.all(names.filter((name) => name.endsWith('.gz')).map(async (name) =>
    [name.slice(0, -3), gunzipSync(await readFile(join(target, name)))])));
}

const { files, texts } = await bundle();
if (process.argv.includes('--check')) {
  const there = await committed();
  const differing = [...new Set([...files.keys(), ...there.keys()])]
    .filter((name) => !files.has(name) || !there.has(name) || Buffer.compare(Buffer.from(files.get(name)), there.get(name)));
  for (const [path, text] of texts) {
    if (await readFile(path, 'utf8').catch(() => '') !== text) differing.push(basename(path));
  }
  if (differing.length) {
    console.error(`The committed GraphiQL is not what its sources give; run npm run build. Differing: ${differing.join(', ')}`);
    process.exit(1);
  }
} else {
  await mkdir(target, { recursive: true });
  for (const name of await readdir(target)) {
    if (name.endsWith('.gz')) await rm(join(target, name));
  }
  for (const [name, contents] of files) await writeFile(join(target, `${name}.gz`), gzipSync(contents, { level: 9 }));
  for (const [path, text] of texts) await writeFile(path, text);
}
