import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const jar = fileURLToPath(new URL('../../../target/quarkus-app/quarkus-run.jar', import.meta.url));

/** What starts each build. */
export const BUILDS = {
  jar: { packaged: process.env.FACADE_JAR ?? jar, command: ['java', '-jar', process.env.FACADE_JAR ?? jar] },
  executable: { packaged: process.env.FACADE_EXECUTABLE, command: [process.env.FACADE_EXECUTABLE] },
};

/**
 * Starts the packaged service on a free port: the jar, that of FACADE_JAR, or the native executable FACADE_EXECUTABLE.
 *
 * @param leadlexUrl the stand-in for Leadlex that it is to call
 * @param settings by their names, e.g. {'facade.http.edition': '2026'}
 * @param build the executable where there is one, else the jar
 * @return url; stop
 */
export async function startService(leadlexUrl, settings = {}, build = process.env.FACADE_EXECUTABLE ? BUILDS.executable : BUILDS.jar) {
  if (!existsSync(build.packaged)) throw new Error('Package the service first: ./mvnw package');
  const [command, ...start] = build.command;
  const properties = Object.entries({ 'quarkus.http.host': '127.0.0.1', ...settings }).map(([name, value]) => `-D${name}=${value}`);
  // What is said with -D must stand before -jar.
  const service = spawn(command, [...properties, ...start], {
    env: { ...environment(), PORT: '0', LEADLEX_URL: leadlexUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await listening(service), stop: () => service.kill() };
}

/** Ours, without what is said to these tests alone: the service refuses to start with names that it does not know. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(FACADE|LEADLEX)_/.test(name)));
}

function listening(service) {
  return new Promise((resolve, reject) => {
    let log = '';
    service.stdout.on('data', (chunk) => {
      if (log === null) return;
      log += chunk;
      const port = log.match(/Listening on: http:\/\/[^:]+:(\d+)/)?.[1];
      if (!port) return;
      log = null;
      resolve(`http://127.0.0.1:${port}`);
    });
    service.once('exit', () => reject(new Error(`The service did not start:\n${log}`)));
  });
}
