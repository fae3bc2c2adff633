// Starts a stand-in for Leadlex and the packaged service, once for each edition of GraphQL over HTTP, all on free ports, and runs the
// tests beside this file against them; files named as arguments are run alone. FACADE_EXECUTABLE=... tests the native executable
// instead of the jar, FACADE_URL=http://... a service that is already there (it must call LEADLEX_STUB_URL), FACADE_2026_URL=... one
// of the edition of September 2026.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startLeadlex } from './leadlex.mjs';
import { startService } from './service.mjs';

const env = { ...process.env };
const leadlex = await startLeadlex();
const services = [];
const start = async (settings) => {
  const service = await startService(leadlex.url, settings);
  services.push(service);
  return service.url;
};

try {
  if (!env.FACADE_URL) {
    env.LEADLEX_STUB_URL = leadlex.url;
    env.FACADE_URL = await start({});
    env.FACADE_2026_URL = await start({ 'facade.http.edition': '2026' });
  }
  const files = process.argv.slice(2);
  // One file after the other: they ask the stand-in what it saw.
  const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files], { cwd: fileURLToPath(new URL('.', import.meta.url)), env, stdio: 'inherit' });
  const [code] = await once(tests, 'exit');
  process.exitCode = code ?? 1;
} finally {
  services.forEach(({ stop }) => stop());
  leadlex.stop();
}
