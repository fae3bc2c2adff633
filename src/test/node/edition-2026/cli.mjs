#!/usr/bin/env node
// node edition-2026/cli.mjs URL [--partial='{"query":...}'] [--nothing=...] [--forbidden=...] [--header=NAME:VALUE]... [--json]
// Prints a Markdown table (id, level, sentence, result), then the counts. Exit code 1 when a MUST does not hold.
import { parseArgs } from 'node:util';
import { audits } from './index.mjs';

const request = { type: 'string' };
const { values, positionals: [url] } = parseArgs({ allowPositionals: true, options: { partial: request, nothing: request, forbidden: request, header: { ...request, multiple: true }, json: { type: 'boolean' } } });
if (!url) {
  console.error('Which URL? node edition-2026/cli.mjs http://localhost:8080/graphql');
  process.exit(2);
}
const { json, header = [], ...requests } = values;
const headers = Object.fromEntries(header.map((it) => it.split(/:\s*/, 2)));
const target = { url: { href: url, headers }, ...Object.fromEntries(Object.entries(requests).map(([option, text]) => [option, JSON.parse(text)])) };

const results = [];
for (const { id, level, name, fn } of audits) results.push({ id, level, name, ...await fn(target) });
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

if (json) console.log(JSON.stringify(results, null, 2));
else {
  console.log('| id | level | sentence | result |\n| --- | --- | --- | --- |');
  for (const { id, level, name, status, reason } of results) console.log(`| ${id} | ${level} | ${cell(name)} | ${status}${reason ? `: ${cell(reason)}` : ''} |`);
  for (const level of ['MUST', 'SHOULD', 'MAY']) {
    const of = results.filter((result) => result.level === level);
    const count = (status) => of.filter((result) => result.status === status).length;
    console.log(`\n${level}: ${count('ok')} of ${of.length} hold${count('skip') ? `, ${count('skip')} could not be tried` : ''}`);
  }
}
process.exitCode = results.some(({ status }) => status === 'error') ? 1 : 0;
