// Starts a stand-in for Leadlex and the packaged service, both on free ports, and runs the tests beside this file against
// them; files named as arguments are run alone. FACADE_EXECUTABLE=... tests the native executable instead of the jar,
// FACADE_URL=http://... a service that is already there (it must call LEADLEX_STUB_URL).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startLeadlex } from './leadlex.mjs';

const jar = fileURLToPath(new URL('../../../target/quarkus-app/quarkus-run.jar', import.meta.url));
const env = { ...process.env };
const leadlex = await startLeadlex();
let service;

if (!env.FACADE_URL) {
  const packaged = env.FACADE_EXECUTABLE ?? env.FACADE_JAR ?? jar;
  if (!existsSync(packaged)) throw new Error('Package the service first: ./mvnw package');
  env.LEADLEX_STUB_URL = leadlex.url;
  const [command, ...start] = env.FACADE_EXECUTABLE ? [packaged] : ['java', '-jar', packaged];
  service = spawn(command, ['-Dquarkus.http.host=127.0.0.1', ...start], {
    // Not LEADLEX_STUB_URL: the service refuses to start with a name like its own that it does not know.
    env: { ...process.env, PORT: '0', LEADLEX_URL: leadlex.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  env.FACADE_URL = await listening(service);
}

const files = process.argv.slice(2);
// One file after the other: they ask the stand-in what it saw.
const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files], { cwd: fileURLToPath(new URL('.', import.meta.url)), env, stdio: 'inherit' });
const [code] = await once(tests, 'exit');
service?.kill();
leadlex.stop();
process.exitCode = code ?? 1;

function listening(process) {
  return new Promise((resolve, reject) => {
    let log = '';
    process.stdout.on('data', (chunk) => {
      log += chunk;
      const port = log.match(/Listening on: http:\/\/[^:]+:(\d+)/)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    process.once('exit', () => reject(new Error(`The service did not start:\n${log}`)));
  });
}
